// What the page does around an element: its size in real pixels, whether it can be seen, its canvases, and the reader's preferences.

/** Whether the reader asks the system for less motion. */
const lessMotion = () => matchMedia('(prefers-reduced-motion: reduce)');

export function motionIsWelcome() {
  return !lessMotion().matches;
}

/** Once the reader asks for less motion. @param {() => void} then @param {AbortSignal} signal */
export function whenUnwelcome(then, signal) {
  lessMotion().addEventListener('change', ({ matches }) => matches && then(), { signal });
}

/**
 * Whether the reader asks the system for more contrast, now and whenever that changes.
 * @param {(more: boolean) => void} tell
 * @param {AbortSignal} signal
 */
export function watchContrast(tell, signal) {
  const query = matchMedia('(prefers-contrast: more)');
  query.addEventListener('change', () => tell(query.matches), { signal });
  tell(query.matches);
}

/** So light a page's words are by night: grey ones, as of captions, are by day. */
const LIGHT = 0.57;

/**
 * Whether it is night where an element stands: as its page says by `color-scheme`, or, where that says neither or both,
 * as its words are light or dark.
 * @param {Element} element
 * @param {Element} probe beside it, on a ground of the colour of the page's own words
 */
export function isDark(element, probe) {
  const system = matchMedia('(prefers-color-scheme: dark)').matches;
  // Of colours that the reader has forced the page's own say nothing.
  if (forced().matches) return system;
  const schemes = getComputedStyle(element).colorScheme.split(' ');
  const [isLight, isNight] = ['light', 'dark'].map((scheme) => schemes.includes(scheme));
  if (isLight !== isNight) return isNight;
  const [red, green, blue, alpha = 1] = (getComputedStyle(probe).backgroundColor.match(/-?[\d.]+(?:e-\d+)?|none/g) ?? []).map((each) => Number(each) || 0);
  return alpha === 0 ? system : 0.3 * red + 0.6 * green + 0.1 * blue > LIGHT;
}

const forced = () => matchMedia('(forced-colors: active)');

/**
 * Tells when {@link isDark} changes.
 * @param {Element} element
 * @param {Element} probe beside it, with a transition
 * @param {boolean} first what it is
 * @param {(dark: boolean) => void} tell
 * @param {AbortSignal} signal
 * @returns {() => void} looks anew, for an element that has moved in its document or was out of sight
 */
export function watchDark(element, probe, first, tell, signal) {
  let last = first;
  const look = () => {
    const dark = isDark(element, probe);
    if (dark !== last) tell(dark);
    last = dark;
  };
  // A page's own switch writes somewhere above, or elsewhere, where words turn light or dark; a style sheet may come later.
  const switches = new MutationObserver(look);
  probe.addEventListener('transitionend', look, { signal });
  // Of words that fade above it the last change is none for Firefox.
  document.addEventListener('transitionend', ({ propertyName }) => propertyName === 'color' && look(), { capture: true, signal });
  document.addEventListener('load', look, { capture: true, signal });
  forced().addEventListener('change', look, { signal });
  signal.addEventListener('abort', () => switches.disconnect());
  const observe = () => {
    switches.disconnect();
    for (let each = /** @type {any} */ (element); each; each = each.parentNode ?? each.host) switches.observe(each, { attributes: true });
  };
  observe();
  return () => {
    if (signal.aborted) return;
    observe();
    look();
  };
}

/**
 * @param {Element[]} elements
 * @param {(visible: boolean) => void} tell whether something of them is in sight
 * @param {AbortSignal} signal
 */
export function watchVisible(elements, tell, signal) {
  const within = new Set();
  const update = () => tell(within.size > 0 && !document.hidden);
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) within[isIntersecting ? 'add' : 'delete'](target);
    update();
  });
  for (const element of elements) observer.observe(element);
  document.addEventListener('visibilitychange', update, { signal });
  signal.addEventListener('abort', () => observer.disconnect());
}

/**
 * Tells each element's size in device pixels whenever it, or the pixel ratio, changes.
 * @param {HTMLElement[]} elements
 * @param {(changed: Map<Element, { width: number, height: number }>) => void} tell
 * @param {AbortSignal} signal
 */
export function watchPixels(elements, tell, signal) {
  const observer = new ResizeObserver((entries) => {
    tell(new Map(entries.map((entry) => [entry.target, pixels(entry)])));
  });
  const observe = () => {
    for (const element of elements) {
      try {
        observer.observe(element, { box: 'device-pixel-content-box' });
      } catch {
        // Safari knows the content box alone.
        observer.observe(element);
      }
    }
  };
  const watchRatio = () => {
    if (signal.aborted) return;
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener(
      'change',
      () => {
        // Another ratio leaves the content box as it was: observing anew tells the sizes again.
        observer.disconnect();
        observe();
        watchRatio();
      },
      { once: true, signal },
    );
  };
  observe();
  watchRatio();
  signal.addEventListener('abort', () => observer.disconnect());
}

/** Device pixels of a pixel of an element's own, which a host may zoom. @param {Element} element */
export function ratioOf(element) {
  return devicePixelRatio * (element.currentCSSZoom ?? zoomOf(element));
}

/**
 * What a host zooms an element by where the browser does not say it, as WebKit, which then counts its box in the pixels
 * of its own; 1 elsewhere.
 * @param {Element} element
 */
export function zoomOf(element) {
  let zoom = 1;
  if (element.currentCSSZoom !== undefined) return zoom;
  for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement ?? hostOf(at)) {
    zoom *= Number(getComputedStyle(at).zoom) || 1;
  }
  return zoom;
}

/** @param {Element} element */
export function hostOf(element) {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/**
 * The device pixels of an element, as the browser snaps its edges to them; none of one that is not laid out.
 * @param {HTMLElement} element
 */
export function pixelsOf(element) {
  const [box] = element.getClientRects();
  if (!box) return { width: 0, height: 0 };
  const { left, top } = box;
  // Without the transforms of a host that scales its slides, and with fractions of a pixel.
  const { width, height } = getComputedStyle(element);
  const ratio = ratioOf(element);
  /** @param {number} at @param {string} length */
  const snapped = (at, length) => {
    const from = at * devicePixelRatio;
    return Math.round(from + parseFloat(length) * ratio) - Math.round(from);
  };
  return { width: snapped(left, width), height: snapped(top, height) };
}

/** @param {ResizeObserverEntry} entry */
function pixels({ target, contentRect, devicePixelContentBoxSize }) {
  const [exact] = devicePixelContentBoxSize ?? [];
  const ratio = ratioOf(target);
  // Firefox has a host's zoom in the rectangle already. Chromium's emulated phones tell the exact size in the pixels of the
  // desk's own screen.
  const fits = [ratio, devicePixelRatio].some((each) => Math.abs(exact?.inlineSize - contentRect.width * each) < 2);
  if (fits) return { width: exact.inlineSize, height: exact.blockSize };
  return { width: Math.round(contentRect.width * ratio), height: Math.round(contentRect.height * ratio) };
}

/** So many ms a browser has to give a canvas back before it is missed. */
const PATIENCE = 2000;

/**
 * A browser short of memory takes canvases away, and mostly gives them back.
 * @param {HTMLCanvasElement[]} canvases
 * @param {(lost: boolean) => void} tell true where one stays away, false when one has come back and is empty
 * @param {AbortSignal} signal
 */
export function watchContexts(canvases, tell, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let missed;
  for (const canvas of canvases) {
    canvas.addEventListener('contextlost', () => {
      clearTimeout(missed);
      missed = setTimeout(tell, PATIENCE, true);
    }, { signal });
    canvas.addEventListener('contextrestored', () => {
      clearTimeout(missed);
      tell(false);
    }, { signal });
  }
  signal.addEventListener('abort', () => clearTimeout(missed));
}

/**
 * What is drawn now is on the screen before `callback` runs; in the background nothing is waited for.
 * @param {() => void} callback
 */
export function afterPaint(callback) {
  if (document.hidden) return callback();
  let waits = true;
  const once = () => {
    if (waits) callback();
    waits = false;
  };
  requestAnimationFrame(() => setTimeout(once));
  // A frame that nobody sees gets no animation frames.
  setTimeout(once, 100);
}
