// The public page beyond its prose: its address keeps what its figure shows.

import { Hash } from './hash.js';
import { makeProseFigures } from './prose-figures.js';

/** @import { HeavyBall } from '../heavy-ball.js' */

// Notes that load the release's one script have no such page: their address stays theirs.
const figure = /** @type {HeavyBall | null} */ (document.querySelector('[data-page="heavy-ball"] heavy-ball'));
if (figure) {
  new Hash(figure);
  // What a link of the prose opens here, and not in another tab, is to be seen. At once: a smooth scroll ends on its way
  // as soon as the figure has another height.
  document.addEventListener('click', ({ target, ctrlKey, metaKey, shiftKey }) => {
    const link = target instanceof Element && target.closest('a');
    if (!link || !link.hash.startsWith('#v=') || ctrlKey || metaKey || shiftKey) return;
    if (link.hash !== location.hash) history.replaceState({ top: scrollY }, '');
    setTimeout(() => location.hash === link.hash && figure.scrollIntoView({ behavior: 'instant' }));
  });
  // Who comes back is brought there by the browser too early: what the link opened may have been taller.
  addEventListener('popstate', ({ state }) => {
    if (!state) return;
    // It holds for this way back alone.
    history.replaceState(null, '');
    figure.ready.then(() => hold(state.top));
  });
  // Its links are addresses of this page, then.
  figure.setAttribute('address', '');
  const { classList, style } = document.documentElement;
  const open = () => {
    classList.remove('opening');
    // A figure that was reloaded has its own height again, so that what stands below it is where it was.
    style.removeProperty('--height-before');
    makeProseFigures(figure);
    const target = document.querySelector(':target');
    if (!target || moved) return;
    const [arrival] = performance.getEntriesByType('navigation');
    const { type } = /** @type {PerformanceNavigationTiming} */ (arrival);
    // Not every browser keeps what the address names in its place while the figure above it grows.
    if (type === 'navigate') requestAnimationFrame(() => target.scrollIntoView({ behavior: 'instant' }));
    // Who reloads is where he was, though WebKit goes to what the address names.
    if (type === 'reload' && topBefore) requestAnimationFrame(() => scrollTo({ top: Number(topBefore), behavior: 'instant' }));
  };
  let moved = false;
  /** @type {string | null} */
  let topBefore = null;
  try {
    topBefore = sessionStorage.getItem('heavy-ball-top');
  } catch {
    // Private windows may refuse.
  }
  for (const type of ['wheel', 'touchmove', 'keydown']) addEventListener(type, () => (moved = true), { once: true, passive: true });
  figure.ready.then(open, open);
  addEventListener('pagehide', () => {
    try {
      sessionStorage.setItem('heavy-ball-height', `${figure.getBoundingClientRect().height}px`);
      sessionStorage.setItem('heavy-ball-top', String(scrollY));
    } catch {
      // And may write no more than they read.
    }
  });
}

/** Milliseconds in which a figure with other rules comes to its height, on a slow machine, too. */
const SETTLED = 1500;

/** Keeps the page at its place while what is above is laid out anew, unless the reader goes on. @param {number} top */
function hold(top) {
  const end = new AbortController();
  const { signal } = end;
  const observer = new ResizeObserver(() => scrollTo({ top, behavior: 'instant' }));
  observer.observe(document.body);
  signal.addEventListener('abort', () => observer.disconnect());
  for (const type of ['wheel', 'touchmove', 'pointerdown', 'keydown', 'popstate']) addEventListener(type, () => end.abort(), { signal, passive: true });
  setTimeout(() => end.abort(), SETTLED);
}
