// Functions that run in the page and measure it, shadow roots included. Each stands alone: the page gets its text.

/** What is wider than the window. @returns {string[]} */
export function wide() {
  const found = [];
  const { scrollWidth } = /** @type {Element} */ (document.scrollingElement);
  if (scrollWidth > innerWidth) found.push(`the page: ${scrollWidth} > ${innerWidth}`);
  /** @param {ParentNode} root */
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      const scroller = element.closest('.unseen') ?? scrolls(element);
      const { left, right, width } = element.getBoundingClientRect();
      if (!scroller && width > 0 && (right > innerWidth + 1 || left < -1)) found.push(`${element.tagName}.${element.getAttribute('class')}: ${left} to ${right}`);
    }
  };
  /** @param {Element} element @returns {Element | null} */
  const scrolls = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') return at;
    }
    return null;
  };
  walk(document);
  return found;
}

/** Text and values that are cut off by their own box or one around them. @returns {string[]} */
export function cutOff() {
  /** @type {string[]} */
  const found = [];
  /** @param {Node} node @returns {Element | null} */
  const parent = (node) => node.parentElement ?? (node.parentNode instanceof ShadowRoot ? node.parentNode.host : null);
  /** @param {Text} node */
  const look = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width === 0) continue;
      for (let at = parent(node); at; at = parent(at)) {
        const style = getComputedStyle(at);
        if (style.position === 'fixed') break;
        if (/auto|scroll/.test(style.overflowX + style.overflowY)) break;
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
        const box = at.getBoundingClientRect();
        const over = Math.max(rect.right - box.right, box.left - rect.left, rect.bottom - box.bottom, box.top - rect.top);
        if (over > 1.5) found.push(`"${node.data.trim()}" by ${over.toFixed(1)} px in ${at.tagName}.${at.getAttribute('class')}`);
      }
    }
  };
  /** @param {Document | ShadowRoot} root */
  const walk = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node instanceof Element) {
        if (node.shadowRoot) walk(node.shadowRoot);
        if (node instanceof HTMLInputElement && node.type === 'text' && node.checkVisibility() && node.scrollWidth > node.clientWidth + 1) {
          found.push(`the value "${node.value}" of ${node.dataset.ref ?? node.getAttribute('aria-label')}`);
        }
      } else if (node instanceof Text && node.data.trim()) {
        const holder = /** @type {Element} */ (node.parentElement);
        const skip = holder.closest('.unseen, option, style, script, noscript, title, svg') || holder.classList.contains('name');
        if (!skip && holder.checkVisibility({ visibilityProperty: true, opacityProperty: true })) look(node);
      }
    }
  };
  walk(document);
  return found;
}

/** Pairs of texts, or of text and control, that lie over each other. @returns {string[]} */
export function overlapping() {
  /** @type {{ what: string, element: Element, rect: DOMRect }[]} */
  const all = [];
  /** @param {Document | ShadowRoot} root */
  const walk = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node instanceof Element && node.shadowRoot) walk(node.shadowRoot);
      if (!(node instanceof Text) || !node.data.trim()) continue;
      const element = /** @type {Element} */ (node.parentElement);
      // Words over the chart and the dials that stick to the foot of the window lie over others on purpose.
      if (element.closest('.unseen, option, style, script, noscript, title, svg, math, .recurrence, .timeline, .readout, .dials')) continue;
      if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      if (getComputedStyle(element).clipPath !== 'none') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) if (rect.width > 1) all.push({ what: node.data.trim().slice(0, 40), element, rect });
    }
  };
  walk(document);
  const found = [];
  for (const [at, one] of all.entries()) {
    for (const other of all.slice(at + 1)) {
      const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
      // Lines of text stand closer than their boxes.
      if (across > 1 && down > 5) found.push(`"${one.what}" and "${other.what}"`);
    }
  }
  return found;
}

/** Text whose contrast is below 4.5 to 1, or 3 to 1 where it is bold; what is disabled may be fainter. @returns {string[]} */
export function faint() {
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true }));
  /** @param {string[]} layers from the bottom to the top @param {number} [opacity] of the last */
  const light = (layers, opacity = 1) => {
    context.clearRect(0, 0, 1, 1);
    const all = ['white', ...layers];
    for (const [i, layer] of all.entries()) {
      context.globalAlpha = i === all.length - 1 ? opacity : 1;
      context.fillStyle = layer;
      context.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((byte) =>
      byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** @param {Element} element @returns {string[]} */
  const behind = (element) => {
    const layers = [];
    for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement ?? /** @type {ShadowRoot} */ (at.getRootNode()).host ?? null) {
      layers.unshift(getComputedStyle(at).backgroundColor);
    }
    return layers;
  };
  /** @param {Element} element */
  const opacity = (element) => {
    let all = 1;
    for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity);
    return all;
  };
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {Document | ShadowRoot} root */
  const walk = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node instanceof Element && node.shadowRoot) walk(node.shadowRoot);
      if (!(node instanceof Text) || !node.data.trim()) continue;
      const element = /** @type {Element} */ (node.parentElement);
      if (element.closest('.unseen, option, style, script, noscript, title, :disabled, [aria-disabled="true"]')) continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const layers = behind(element);
      const below = light(layers);
      const text = light([...layers, getComputedStyle(element).color], opacity(element));
      const ratio = (Math.max(below, text) + 0.05) / (Math.min(below, text) + 0.05);
      const least = Number(getComputedStyle(element).fontWeight) >= 600 ? 3 : 4.5;
      if (ratio < least) found.add(`"${node.data.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
    }
  };
  walk(document);
  return [...found];
}

/** Controls with a side shorter than `least`. @param {number} least @returns {string[]} */
export function small(least) {
  const root = /** @type {ShadowRoot} */ (document.querySelector('heavy-ball')?.shadowRoot);
  const found = [];
  for (const control of root.querySelectorAll('button, select, input, summary, a')) {
    if (!control.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
    // A radio button is as large as its label.
    const target = control instanceof HTMLInputElement && control.type === 'radio' ? (control.closest('label') ?? control) : control;
    let { width, height } = target.getBoundingClientRect();
    if (control.classList.contains('marker')) {
      // A thin line with a wide hem.
      const hem = getComputedStyle(control, '::after');
      [width, height] = [parseFloat(hem.width), parseFloat(hem.height)];
    }
    const name = control.getAttribute('data-ref') ?? control.getAttribute('aria-label') ?? control.textContent?.trim();
    if (width < least - 0.5 || height < least - 0.5) found.push(`${name}: ${width.toFixed(0)} × ${height.toFixed(0)}`);
  }
  return found;
}
