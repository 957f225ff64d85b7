// What is typed stays in sight of a keyboard that makes the window lower: it would bring the dials over the box, and over
// what is said below it.

/** @import { Session } from '../state/session.js' */

/** Pixels that a keyboard takes of the window at the least; the bar of an address takes fewer. */
const KEYBOARD = 100;

export class Typing {
  /** @param {Session} _session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(_session, root, signal) {
    let high = innerHeight;
    root.addEventListener('focusin', () => (high = innerHeight), { signal });
    addEventListener('resize', () => {
      high = Math.max(high, innerHeight);
      const box = root.activeElement;
      if (high - innerHeight < KEYBOARD || !box?.matches('.box[type="text"]') || box.closest('.deck') || !matchMedia('(pointer: coarse)').matches) return;
      high = innerHeight;
      box.scrollIntoView({ block: 'center', behavior: 'instant' });
    }, { signal });
  }
}
