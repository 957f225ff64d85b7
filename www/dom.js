// Finding and making elements. Text is only ever set as text.

/**
 * The element that the template marks with `data-ref`.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} name
 * @param {new () => T} type
 * @returns {T}
 */
export function ref(root, name, type) {
  const found = root.querySelector(`[data-ref="${name}"]`);
  if (!(found instanceof type)) throw new Error(`the template has no ${type.name} "${name}"`);
  return found;
}

/**
 * A new element with properties and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean>} [attributes] `false` leaves one out, `true` sets it empty
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * Sets an element's text where it differs: a text that stays costs no layout.
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  const node = element.firstChild;
  if (node instanceof Text && node === element.lastChild) {
    if (node.data !== text) node.data = text;
  } else {
    element.textContent = text;
  }
}

/**
 * What listens to an element until a signal ends it: to an event of one type, or of several.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function listening(element, signal) {
  /**
   * @template {keyof HTMLElementEventMap} T
   * @param {T | T[]} types
   * @param {(event: HTMLElementEventMap[T]) => void} listener
   * @param {AddEventListenerOptions} [options]
   */
  return (types, listener, options) => {
    for (const type of [types].flat()) element.addEventListener(type, /** @type {EventListener} */ (listener), { signal, ...options });
  };
}

/** Whether a key is pressed with others but Shift, which makes it the browser's or the host's. @param {KeyboardEvent} event */
export const isChord = ({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;

/** Whether text is typed into it. @param {EventTarget | null} target */
export const isTextBox = (target) => target instanceof Element && target.matches('input:is([type="text"], [type="search"])');

/** What is being typed counts before a hand acts elsewhere: it is a change of its own. @param {Element} element of the same tree */
export function endTyping(element) {
  const { activeElement } = /** @type {Document | ShadowRoot} */ (element.getRootNode());
  if (isTextBox(activeElement)) /** @type {HTMLElement} */ (activeElement).blur();
}

/**
 * Escape calls off what a hand is about, and nobody else hears of it then.
 * @param {Element} element of the same tree
 * @param {() => unknown} off whether there was anything
 * @param {AbortSignal} signal
 */
export function onEscape(element, off, signal) {
  const heard = (/** @type {any} */ event) => event.key === 'Escape' && off() && event.stopPropagation();
  element.getRootNode().addEventListener('keydown', heard, { capture: true, signal });
}

/** A sentence whose equations no line breaks. @param {string} text */
export const unbroken = (text) => text.replaceAll(' = ', '\u00a0=\u00a0');

/**
 * Sets an attribute where it differs; `null` takes it away.
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value
 */
export function mark(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * The focus that is in an element goes elsewhere, before the element does: on no element the keys of undo do nothing.
 * @param {Element} from
 * @param {HTMLElement} to
 */
export function passFocus(from, to) {
  if (from.matches(':focus-within')) to.focus({ preventScroll: true });
}

/**
 * Puts elements first in their parent, in this order. What stands there already is not moved: it would lose the focus.
 * @param {Element} parent
 * @param {Element[]} elements
 */
export function putFirst(parent, elements) {
  elements.forEach((element, i) => {
    const there = parent.children[i];
    if (there !== element) parent.insertBefore(element, there ?? null);
  });
}

/** @type {{ createHTML(text: string): string } | undefined} */
let policy;

/**
 * HTML of this package, for pages that take it from a policy alone; what people type never comes here.
 * @param {string} text
 */
export function trusted(text) {
  try {
    policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy('heavy-ball', { createHTML: (/** @type {string} */ html) => html });
  } catch {
    // The page does not know the name. It may take a text all the same.
  }
  return policy?.createHTML(text) ?? text;
}

/**
 * MathML of the catalogue as elements. The catalogue is data of this package; what people type never comes here.
 * @param {string} inner
 * @returns {Element}
 */
export function math(inner) {
  const template = document.createElement('template');
  template.innerHTML = trusted(`<math>${inner}</math>`);
  for (const fence of template.content.querySelectorAll('mo')) {
    // WebKit stretches them in the first font alone, which may not have them: they were not there.
    if (/[‖⟨⟩]/.test(fence.textContent)) fence.setAttribute('stretchy', 'false');
  }
  return document.importNode(/** @type {Element} */ (template.content.firstElementChild), true);
}

/** What stands before each part of these, and what is said for a mark over a letter. @type {Record<string, string>} */
const SAID = { msub: ',_', msup: ',^', msubsup: ',_,^', mfrac: ',/', msqrt: '√', mroot: ',^1/', '¯': 'bar', '^': 'hat', ˆ: 'hat' };

/** MathML as one line of text. @param {Element} element @returns {string} */
export function linear({ children, localName, textContent }) {
  const signs = SAID[localName]?.split(',');
  const parts = [...children].map((part, i) => {
    const text = linear(part);
    return signs ? signs[i] + (part.localName === 'mrow' ? `(${text})` : text) : text;
  });
  return parts.join(signs ? '' : ' ') || (SAID[textContent] ?? textContent);
}

/** A key as one says it. @param {string} key */
export const spoken = (key) => key.replaceAll('-', ' ');

/** Digits that tell minimizers apart; more would not be read. */
const DIGITS = 7;

/** A number as one reads it. @param {number} value */
export const number = (value) => String(Number(value.toPrecision(DIGITS))).replace('-', '−');

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A line in a form's colour and dash; `currentColor` where it has none.
 * @param {string} name the class
 * @returns {SVGSVGElement}
 */
export function stroke(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', name);
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'line');
  for (const [key, value] of Object.entries({ x1: '0', x2: '100%', y1: '50%', y2: '50%' })) line.setAttribute(key, value);
  svg.append(line);
  return svg;
}

/**
 * Gives a line of {@link stroke} its colour and dash.
 * @param {SVGSVGElement} svg
 * @param {string} color
 * @param {number[]} dash
 */
export function paint(svg, color, dash) {
  const line = /** @type {SVGLineElement} */ (svg.firstElementChild);
  mark(line, 'stroke', color);
  mark(line, 'stroke-dasharray', dash.length ? dash.join(' ') : null);
}
