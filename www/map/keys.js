// The keys on a map's two sliders, and what a screen reader does to them. A held key is one entry of the history.

import { isChord, listening } from '../dom.js';

/** @import { Mover } from './mover.js' */

/** The part of a cell's width that a press with Shift goes. */
const FINE = 0.25;

/** The axis of an arrow key, and its direction. @type {Record<string, [number, number] | undefined>} */
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 1], ArrowDown: [1, -1] };

/** The end of an axis that a key goes to. @type {Record<string, number | undefined>} */
const ENDS = { Home: -1, End: 1 };

export class MapKeys {
  #mover;
  #pressing = false;

  /** @param {Mover} mover @param {AbortSignal} signal */
  constructor(mover, signal) {
    this.#mover = mover;
    mover.view.inputs.forEach((input, axis) => {
      const on = listening(input, signal);
      on('keydown', (event) => this.#key(event, axis));
      on('input', () => this.#slide(axis));
      on(['keyup', 'blur'], () => this.#rest());
    });
    signal.addEventListener('abort', () => this.#rest());
  }

  /** @param {KeyboardEvent} event @param {number} axis of the slider that has the focus */
  #key(event, axis) {
    const { key, shiftKey } = event;
    if (isChord(event)) return;
    const arrow = ARROWS[key];
    const end = ENDS[key];
    // With the others the browser moves the slider.
    if (!arrow && !end && !key.startsWith('Page')) return;
    // The slider that it moves, so that a screen reader says its number.
    if (arrow) this.#mover.view.inputs[arrow[0]]?.focus({ preventScroll: true });
    if (!this.#pressing) this.#mover.begin();
    this.#pressing = true;
    if (!arrow && !end) return;
    event.preventDefault();
    event.stopPropagation();
    if (end) this.#toEnd(axis, end);
    else if (arrow && arrow[0] < this.#mover.view.frame.axes.length) this.#nudge(arrow[0], arrow[1], shiftKey ? FINE : 1);
  }

  /**
   * A cell further along an axis, or as far as it takes to come to another number.
   * @param {number} axis @param {number} by -1 or 1 @param {number} part of a cell
   */
  #nudge(axis, by, part) {
    const { view, here } = this.#mover;
    view.locate();
    const { columns, rows } = view.frame;
    const step = (by * part) / (axis === 0 ? columns - 1 : rows);
    let share = view.share(axis);
    // Left of the axis is the gutter, and right of the gutter the axis begins.
    if (axis === 0 && by < 0 && share === 0) return this.#mover.set(0, 0);
    // Farther off the axis there is nothing to come to.
    if (view.point[2 + axis] === by) return;
    if (axis === 0 && by > 0 && here[0] === 0) share = -step;
    let number;
    do {
      share = Math.min(Math.max(share + step, 0), 1);
      number = this.#number(axis, share);
    } while (number === here[axis] && share > 0 && share < 1);
    this.#mover.set(axis, number);
  }

  /**
   * To an end of an axis: the browser's slider may stand there already where the number does not.
   * @param {number} axis @param {number} end -1 or 1
   */
  #toEnd(axis, end) {
    const { view } = this.#mover;
    view.locate();
    if (axis === 0 && end < 0) this.#mover.set(0, 0);
    else if (view.point[2 + axis] !== end) this.#mover.set(axis, this.#number(axis, end < 0 ? 0 : 1));
  }

  /** A screen reader, or a page key, moved one of the sliders. @param {number} axis */
  #slide(axis) {
    const share = this.#mover.view.inputs[axis].valueAsNumber / 1000;
    if (!this.#pressing) this.#mover.begin();
    this.#mover.set(axis, axis === 0 && share === 0 ? 0 : this.#number(axis, share));
    if (!this.#pressing) this.#mover.end();
  }

  #rest() {
    if (!this.#pressing) return;
    this.#pressing = false;
    this.#mover.end();
  }

  /** @param {number} axis @param {number} share of it */
  #number(axis, share) {
    return this.#mover.at(...this.#mover.view.pixel(share, share))[axis];
  }
}
