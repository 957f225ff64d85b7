// The keys on the plot and on the start's handle, and the way from the first stop to α. None that is used here reaches the host, which may turn its page.

import { isChord, listening, number, ref } from '../dom.js';
import { grid, snap } from './grid.js';

/** @import { Session } from '../state/session.js' */

/** Pixels of the plot per press, and with Shift. */
const FAR = 10;
const NEAR = 1;
const NEARER = 1.25;
/** The part of the view that a press with Shift on the plot moves it by. */
const ASIDE = 0.1;

/** Pixels to the right and up. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Keyboard {
  #session;
  #moving = false;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    const plot = ref(root, 'plot', HTMLElement);
    const start = ref(root, 'start', HTMLElement);
    plot.addEventListener('keydown', (event) => {
      if (isChord(event)) return;
      const used = (event.target === start && this.#moveStart(event)) || (event.target === plot && this.#pan(event)) || this.#press(event, event.target === plot || event.target === start);
      if (!used) return;
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
    // Presses one after the other are one move, until the hand rests.
    listening(start, signal)(['keyup', 'blur'], () => this.#rest());
    // Past the scenes, the surface, the plot and the timeline, for who comes by Tab.
    ref(root, 'skip', HTMLElement).addEventListener('click', () => ref(root, 'learning-rate', HTMLElement).focus(), { signal });
  }

  /** @param {KeyboardEvent} event @param {boolean} ours not a button's own Space */
  #press({ key }, ours) {
    const session = this.#session;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => session.stepBy(-1),
      ArrowRight: () => session.stepBy(1),
      Home: () => session.stepBy(-Infinity),
      End: () => session.stepBy(Infinity),
      '+': () => session.zoomIn(NEARER),
      '=': () => session.zoomIn(NEARER),
      '-': () => session.zoomIn(1 / NEARER),
      0: () => session.home(),
      ' ': () => session.toggle(),
    };
    if (!ours || !keys[key]) return false;
    keys[key]();
    return true;
  }

  /** @param {KeyboardEvent} event */
  #pan({ key, shiftKey }) {
    if (!shiftKey || !ARROWS[key]) return false;
    // A panel has its own size.
    const { left, bottom, right, top } = grid(this.#session);
    const [across, up] = ARROWS[key];
    this.#session.pan(across * ASIDE * (left - right), up * ASIDE * (bottom - top));
    return true;
  }

  /** @param {KeyboardEvent} event */
  #moveStart({ key, shiftKey }) {
    if (!ARROWS[key]) return false;
    const session = this.#session;
    if (!this.#moving) session.begin();
    this.#moving = true;
    const of = grid(session);
    const pixels = shiftKey ? NEAR : FAR;
    const [right, up] = ARROWS[key];
    const [x, y] = session.scene.start;
    session.moveStart(...snap(of, x + right * pixels * Math.abs(of.perX), y + up * pixels * Math.abs(of.perY)));
    return true;
  }

  #rest() {
    if (!this.#moving) return;
    this.#moving = false;
    this.#session.end();
    this.#session.say(`start ${this.#session.scene.start.map(number).join(', ')}`);
  }
}
