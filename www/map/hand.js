// The pointer on a map: a drag, a click or a tap chooses both numbers. Each of them is one entry of the history.

import { listening, onEscape } from '../dom.js';

/** @import { Mover } from './mover.js' */

/** Less than this is a tap with an unsteady finger, and a click with an unsteady mouse. */
const TAP = 10;
const CLICK = 3;

export class Hand {
  #mover;
  /** The pointer that is down. */
  #pointer = -1;
  /** From the pointer to the handle while it is held. @type {[number, number] | undefined} */
  #grip;
  /** Where the pointer went down, until it is a drag. @type {[number, number] | undefined} */
  #click;
  /** Where a finger went down beside the handle. @type {[number, number] | undefined} */
  #tap;

  /** @param {Mover} mover @param {AbortSignal} signal */
  constructor(mover, signal) {
    this.#mover = mover;
    const on = listening(mover.view.box, signal);
    on('pointerdown', (event) => this.#press(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#release(event));
    on(['pointercancel', 'lostpointercapture'], ({ pointerId }) => pointerId === this.#pointer && this.#drop());
    onEscape(mover.view.box, () => this.#drop('cancel'), signal);
    // The browser would give the focus to nobody.
    on('mousedown', (event) => event.preventDefault());
    signal.addEventListener('abort', () => this.#drop());
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const { view } = this.#mover;
    if (event.button !== 0 || this.#grip || view.frame.axes.length === 0) return;
    this.#pointer = event.pointerId;
    const at = view.at(event);
    const held = event.target === view.handle;
    // One finger beside the handle may be about to scroll.
    if (event.pointerType === 'touch' && !held) return void (this.#tap = at);
    view.box.setPointerCapture(event.pointerId);
    this.#begin();
    const [x, y] = view.point;
    this.#grip = held ? [x - at[0], y - at[1]] : [0, 0];
    this.#click = held ? undefined : at;
    // What was read there is what is chosen, to the last bit.
    if (!held) this.#mover.place(...at, true);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#grip || event.pointerId !== this.#pointer) return;
    const [x, y] = this.#mover.view.at(event);
    if (this.#click && Math.hypot(x - this.#click[0], y - this.#click[1]) < CLICK) return;
    this.#click = undefined;
    this.#mover.place(x + this.#grip[0], y + this.#grip[1]);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    if (event.pointerId !== this.#pointer) return;
    const tap = this.#tap;
    const [x, y] = this.#mover.view.at(event);
    this.#drop();
    if (!tap || Math.hypot(x - tap[0], y - tap[1]) > TAP) return;
    this.#begin();
    this.#mover.place(...tap, true);
    this.#mover.end();
  }

  #begin() {
    this.#mover.view.inputs[0].focus({ preventScroll: true });
    this.#mover.begin();
  }

  /** Whether the handle was held. @param {'end' | 'cancel'} [how] */
  #drop(how = 'end') {
    this.#tap = undefined;
    if (!this.#grip) return false;
    this.#grip = undefined;
    this.#mover[how]();
    return true;
  }
}
