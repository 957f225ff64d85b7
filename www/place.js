// Where a reader is on the page, what is in sight, and where a pointer is.

import { hostOf, motionIsWelcome, zoomOf } from './watch.js';

/** Documents whose place is kept already, as it was before anything changed. @type {WeakSet<Document>} */
const kept = new WeakSet();

/**
 * The page stays where it is though an element is made anew or grows in this frame: with what it was made of, a browser
 * has lost what it keeps in its place, and would keep what comes after the element.
 * @param {Element} element
 */
export function keepPlace(element) {
  if (kept.has(element.ownerDocument)) return;
  kept.add(element.ownerDocument);
  /** @type {[Element, number][]} */
  const places = [];
  for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement ?? hostOf(at)) {
    if (at.scrollTop > 0) places.push([at, at.scrollTop]);
  }
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    kept.delete(element.ownerDocument);
    for (const [at, top] of places) at.scrollTo({ top, behavior: 'instant' });
  });
  observer.observe(element);
}

/**
 * Where a pointer is, in an element's own CSS pixels: a host may scale its slides, and the pointer counts in the window's.
 * @param {HTMLElement} element
 * @param {{ clientX: number, clientY: number }} event
 * @returns {[number, number]}
 */
export function pointIn(element, { clientX, clientY }) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const { offsetWidth, offsetHeight, clientLeft, clientTop } = element;
  const zoom = zoomOf(element);
  // Within its border, which a host may give it.
  return [(clientX / zoom - left) / (width / offsetWidth || 1) - clientLeft, (clientY / zoom - top) / (height / offsetHeight || 1) - clientTop];
}

/** So far from the top of the window, in pixels, something stands that was brought there: a host may leave a margin. */
const ABOUT = 40;

const manner = () => (motionIsWelcome() ? 'smooth' : 'instant');

/** Scrolls no farther than it takes to see an element. @param {Element} element */
export function bringNear(element) {
  element.scrollIntoView({ block: 'nearest', behavior: manner() });
}

/** Scrolls a strip, and nothing around it, until an element is in its middle. @param {Element} element @param {Element} strip */
export function bringAmong(element, strip) {
  const [own, all] = [element, strip].map((each) => each.getBoundingClientRect());
  strip.scrollBy({ left: (own.left + own.right - all.left - all.right) / 2, behavior: manner() });
}

/**
 * Scrolls an element into sight that is not wholly in sight above what lies at the foot of the window, or stands beside it.
 * @param {Element} element @param {Element} foot
 * @returns {() => void} scrolls back to where the reader was, unless that one has scrolled since
 */
export function bringAbove(element, foot) {
  const { top, right, bottom } = element.getBoundingClientRect();
  const below = foot.getBoundingClientRect();
  // A host's header may lie over the top: it says so by this property, which browsers scroll by.
  const { scrollPaddingTop } = getComputedStyle(document.documentElement);
  const clear = (parseFloat(scrollPaddingTop) || 0) * (scrollPaddingTop.endsWith('%') ? innerHeight / 100 : 1);
  if (top >= clear && bottom <= (below.left < right ? below.top : innerHeight)) return () => {};
  const from = scrollY;
  const behavior = manner();
  element.scrollIntoView({ block: 'start', behavior });
  return () => {
    if (Math.abs(element.getBoundingClientRect().top - clear) < ABOUT) scrollTo({ top: from, behavior });
  };
}
