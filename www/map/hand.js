/** The hand on a map: a drag, a click, a tap or the keys choose both numbers. Each of them is one entry of the history. */

/** @import { Session } from '../session.js' */
/** @import { MapView } from './view.js' */

/** Pixels around the handle that take hold of it. */
const REACH = 16;
/** Less than this is a tap with an unsteady finger. */
const TAP = 10;
/** The part of a cell's width that a press with Shift goes. */
const FINE = 0.25;

/** The axis of an arrow key, and its direction. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 1], ArrowDown: [1, -1] };

export class Hand {
  #session;
  #view;
  #refresh;
  /** From the pointer to the handle while it is held. @type {[number, number] | undefined} */
  #grip;
  /** Where a finger went down beside the handle. @type {[number, number] | undefined} */
  #tap;
  #pressing = false;

  /**
   * @param {Session} session @param {MapView} view
   * @param {() => void} refresh has the maps act from where the gesture does
   * @param {AbortSignal} signal
   */
  constructor(session, view, refresh, signal) {
    this.#session = session;
    this.#view = view;
    this.#refresh = refresh;
    /** @param {HTMLElement} element @param {string} type @param {(event: any) => void} listener */
    const on = (element, type, listener) => element.addEventListener(type, listener, { signal });
    on(view.box, 'pointerdown', (event) => this.#press(event));
    on(view.box, 'pointermove', (event) => this.#move(event));
    on(view.box, 'pointerup', (event) => this.#release(event));
    for (const type of ['pointercancel', 'lostpointercapture']) on(view.box, type, () => this.#drop());
    // The browser would give the focus to nobody.
    on(view.box, 'mousedown', (event) => event.preventDefault());
    view.inputs.forEach((input, axis) => {
      on(input, 'keydown', (event) => this.#key(event));
      on(input, 'input', () => this.#slide(axis));
      for (const type of ['change', 'keyup', 'blur']) on(input, type, ({ type: now }) => this.#rest(now));
    });
  }

  // --- the pointer

  /** @param {PointerEvent} event */
  #press(event) {
    const { frame, box, inputs, handle } = this.#view;
    if (event.button !== 0 || this.#grip || frame.axes.length === 0) return;
    const at = this.#view.at(event);
    this.#view.locate();
    const [x, y] = this.#view.point;
    const near = event.target === handle || Math.hypot(x - at[0], y - at[1]) < REACH;
    // One finger beside the handle may be about to scroll.
    if (event.pointerType === 'touch' && !near) return void (this.#tap = at);
    this.#grip = near ? [x - at[0], y - at[1]] : [0, 0];
    box.setPointerCapture(event.pointerId);
    inputs[0].focus({ preventScroll: true });
    this.#begin();
    if (!near) this.#place(...at);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#grip) return;
    const [x, y] = this.#view.at(event);
    this.#place(x + this.#grip[0], y + this.#grip[1]);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    const tap = this.#tap;
    const [x, y] = this.#view.at(event);
    this.#drop();
    if (!tap || Math.hypot(x - tap[0], y - tap[1]) > TAP) return;
    this.#view.inputs[0].focus({ preventScroll: true });
    this.#begin();
    this.#place(...tap);
    this.#session.end();
  }

  #drop() {
    this.#tap = undefined;
    if (!this.#grip) return;
    this.#grip = undefined;
    this.#session.end();
  }

  // --- the keyboard, and what a screen reader does

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const arrow = Object.hasOwn(ARROWS, key) ? ARROWS[key] : undefined;
    if (!arrow && !/^(Home|End|Page)/.test(key)) return;
    if (!this.#pressing) this.#begin();
    this.#pressing = true;
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    if (arrow[0] < this.#view.frame.axes.length) this.#nudge(arrow[0], arrow[1], shiftKey ? FINE : 1);
  }

  /**
   * A cell further along an axis, or as far as it takes to come to another number.
   * @param {number} axis @param {number} by -1 or 1 @param {number} part of a cell
   */
  #nudge(axis, by, part) {
    const { frame, index } = this.#view;
    this.#view.locate();
    const { playground } = this.#session;
    const here = [...playground.mapHere(index)];
    // Farther off the axis there is nothing to come to.
    if (this.#view.point[2 + axis] === by) return;
    const step = (by * part) / (axis === 0 ? frame.columns - 1 : frame.rows);
    let at = this.#view.share(axis);
    const leaves = axis === 0 && at === 0 && by < 0;
    // Left of the axis is the gutter, and right of the gutter the axis begins.
    if (axis === 0 && here[0] === 0) at = by > 0 ? -step : 0;
    let number;
    do {
      at = Math.min(Math.max(at + step, 0), 1);
      number = leaves ? 0 : playground.mapNumbers(index, ...this.#view.pixel(at, at))[axis];
    } while (number === here[axis] && at > 0 && at < 1);
    this.#set(axis, number);
  }

  /** A screen reader, or Home and End, moved one of the sliders. @param {number} axis */
  #slide(axis) {
    const { inputs, index } = this.#view;
    const at = inputs[axis].valueAsNumber / 1000;
    const alone = !this.#session.inGesture;
    if (alone) this.#begin();
    this.#set(axis, this.#session.playground.mapNumbers(index, ...this.#view.pixel(at || (axis === 0 ? -1 : 0), at))[axis]);
    if (alone) this.#session.end();
  }

  /** @param {string} type */
  #rest(type) {
    // A held key changes again and again.
    if (!this.#pressing || type === 'change') return;
    this.#pressing = false;
    this.#session.end();
  }

  // --- both

  #begin() {
    this.#session.begin();
    this.#refresh();
  }

  /** @param {number} x @param {number} y */
  #place(x, y) {
    const { index, point, frame } = this.#view;
    const { playground } = this.#session;
    const [left, top, width, height] = frame.plot;
    const here = playground.mapHere(index);
    const there = playground.mapNumbers(index, x, y);
    // What lies off an axis is not moved by a hand that moves along the edge.
    if (point[2] !== 0 && (point[2] > 0 ? x >= left + width - 0.5 : Math.abs(x - left) < 0.5)) there[0] = here[0];
    if (point[3] !== 0 && (point[3] > 0 ? y <= top + 0.5 : y >= top + height - 0.5)) there[1] = here[1];
    this.#put(here, there);
  }

  /** @param {number} axis @param {number} number the other stays as it is */
  #set(axis, number) {
    const here = this.#session.playground.mapHere(this.#view.index);
    const there = here.slice();
    there[axis] = number;
    this.#put(here, there);
  }

  /** @param {Float64Array} here @param {Float64Array} there */
  #put(here, there) {
    if (here[0] === there[0] && here[1] === there[1]) return;
    this.#session.place(this.#view.index, there[0], there[1]);
    this.#view.locate();
  }
}
