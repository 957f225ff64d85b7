// The figures within the prose wait in templates until the reader comes near or the first figure stands still, so that
// neither its arrival nor its playing waits for them; nor does any later play or drag.

/** @import { HeavyBall } from '../heavy-ball.js' */

/** How far below the window they are made, so that they stand when they come into sight. */
const NEAR = '0px 0px 25%';

/** In so many ms the first figure has begun to play, if it does by itself. */
const BEGUN = 500;

/** Safari has no such callback. @type {(callback: () => void) => unknown} */
const whenIdle = window.requestIdleCallback ?? ((callback) => setTimeout(callback, 100));

/** The first figure stands still once it has neither changed nor stepped for so many ms, and no later than twice that. */
const STILL = 500;

/** The page's class until then. */
const MOVING = 'moving';

/** @param {HeavyBall} first the figure that is ready */
export function makeProseFigures(first) {
  const make = (/** @type {HTMLTemplateElement} */ template) => template.replaceWith(template.content);
  const waiting = () => /** @type {HTMLTemplateElement[]} */ ([...document.querySelectorAll('.figures template')]);
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) target.querySelectorAll('template').forEach(make);
  }, { rootMargin: NEAR });
  for (const group of document.querySelectorAll('.figures')) near.observe(group);

  const later = () => whenIdle(makeNext);
  const makeNext = () => {
    if (first.playing || classList.contains(MOVING)) return;
    const [next, ...others] = waiting();
    if (next) make(next);
    if (others.length > 0) later();
  };
  setTimeout(later, BEGUN);

  const { classList } = document.documentElement;
  let moved = false;
  const look = () => {
    if (moved || first.playing) return wait();
    classList.remove(MOVING);
    later();
  };
  const wait = () => {
    moved = false;
    setTimeout(look, STILL);
  };
  // As often as the pointer moves: no timer is set anew each time.
  const moves = () => {
    moved = true;
    if (classList.contains(MOVING)) return;
    classList.add(MOVING);
    wait();
  };
  for (const type of ['heavy-ball-change', 'heavy-ball-step']) first.addEventListener(type, moves);
}
