/**
 * The figures within the prose wait in templates until the reader comes near or the first figure stands still, so that
 * neither its arrival nor its playing waits for them.
 */

/** @import { HeavyBall } from './heavy-ball.js' */

/** How far below the window they are made, so that they stand when they come into sight. */
const NEAR = '0px 0px 25%';

/** In so many ms the first figure has begun to play, if it does by itself. */
const BEGUN = 500;

/** Safari has no such callback. @type {(callback: () => void) => unknown} */
const whenIdle = window.requestIdleCallback ?? ((callback) => setTimeout(callback, 100));

/** @param {HeavyBall} first the figure that is ready */
export function makeProseFigures(first) {
  const make = (/** @type {HTMLTemplateElement} */ template) => template.replaceWith(template.content);
  const waiting = () => /** @type {HTMLTemplateElement[]} */ ([...document.querySelectorAll('.figures > template')]);
  const near = new IntersectionObserver((entries) => {
    const groups = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target);
    waiting().filter((template) => groups.includes(/** @type {Element} */ (template.parentElement))).forEach(make);
  }, { rootMargin: NEAR });
  for (const { parentElement } of waiting()) if (parentElement) near.observe(parentElement);

  const later = () => whenIdle(makeNext);
  const makeNext = () => {
    if (first.playing) return void first.addEventListener('heavy-ball-end', later, { once: true });
    const [next, ...others] = waiting();
    if (next) make(next);
    if (others.length > 0) later();
  };
  setTimeout(later, BEGUN);
}
