// The loss chart is the timeline: the playhead is dragged on it, and changes on the way are marks on it.

import { endTyping, isChord, listening, mark, onEscape, ref } from '../dom.js';
import { Needle } from './needle.js';
import { Markers } from './markers.js';
import { pointIn } from '../place.js';

/** @import { Session } from '../state/session.js' */

/** Steps of a key, by its name; `Infinity` is the end of the run. */
const KEYS = /** @type {Record<string, number>} */ ({
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity,
});

export class Timeline {
  #session;
  #needle;
  #moving;
  #loss;
  #markers;
  #announced = -1;
  /** The pointer that scrubs. */
  #held = -1;
  /** Brings the playhead back to where that took hold. */
  #back = () => {};
  /** Says anew what the pointer is at. */
  #read = () => {};

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#needle = ref(root, 'needle', HTMLElement);
    this.#moving = new Needle(this.#needle, signal);
    this.#loss = ref(root, 'loss', HTMLCanvasElement);
    this.#markers = new Markers(session, root, signal);
    const chart = ref(root, 'chart', HTMLElement);
    for (const surface of [chart, this.#needle]) this.#scrub(surface, chart, signal);
    onEscape(chart, () => this.#callOff(), signal);
    this.#needle.addEventListener('keydown', (event) => this.#key(event), { signal });
    // Steps, marks, and the caption, which follows the surface.
    session.onScene(['steps', 'schedule', 'surface'], () => this.#measure(), signal);
    session.on('scene', () => this.#read(), signal);
    session.on('view', () => this.#measure(), signal);
    session.on('step', () => this.#place(), signal);
  }

  /**
   * A press seeks, and dragging goes on seeking.
   * @param {HTMLElement} surface what is pressed
   * @param {HTMLElement} chart what is measured
   * @param {AbortSignal} signal
   */
  #scrub(surface, chart, signal) {
    /** @param {PointerEvent} event */
    const step = (event) => this.#session.playground.chartStep(pointIn(chart, event)[0]);
    /** @param {PointerEvent} event */
    const seek = (event) => {
      this.#session.pause();
      this.#session.seek(step(event));
    };
    const on = listening(surface, signal);
    on('pointerdown', (event) => {
      if (event.button !== 0 || this.#held >= 0) return;
      endTyping(chart);
      // Undo by keys and the arrows go on from there.
      this.#needle.focus({ preventScroll: true, focusVisible: false });
      this.#held = event.pointerId;
      surface.setPointerCapture(event.pointerId);
      this.#back = this.#session.hold();
      seek(event);
    });
    // The browser would give the focus to nobody.
    on('mousedown', (event) => event.preventDefault());
    on('pointermove', (event) => {
      if (event.pointerId === this.#held) seek(event);
      // A finger that passes over it scrolls.
      if (event.pointerType !== 'mouse') return;
      this.#read = () => {
        const at = event.pointerId === this.#held ? this.#session.step : step(event);
        this.#session.hover(this.#session.playground.readChart(Math.round(at)));
      };
      this.#read();
    });
    on('pointerleave', () => {
      this.#read = () => {};
      this.#session.hover('');
    });
    on(['pointerup', 'pointercancel', 'lostpointercapture'], ({ type, pointerId }) => {
      if (pointerId !== this.#held) return;
      // The finger scrolls the page.
      if (type === 'pointercancel') this.#callOff();
      this.#held = -1;
    });
  }

  /** Whether there was a hand that scrubbed: the playhead is where it took hold. */
  #callOff() {
    if (this.#held < 0) return false;
    this.#held = -1;
    this.#back();
    return true;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const by = KEYS[event.key];
    const plays = event.key === ' ';
    if ((by === undefined && !plays) || isChord(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (plays) this.#session.toggle();
    else this.#session.stepBy(by);
  }

  #measure() {
    const { playground, steps } = this.#session;
    const last = Math.max(steps, 1);
    const origin = playground.chartX(0);
    const unit = (playground.chartX(last) - origin) / last;
    this.#moving.measure(origin, unit);
    mark(this.#needle, 'aria-valuemax', String(steps));
    mark(this.#loss, 'aria-label', `Over the steps: ${playground.chartCaption()}`);
    this.#markers.show((step) => origin + step * unit);
    this.#announced = -1;
    this.#place();
  }

  #place() {
    const { step, steps, playing } = this.#session;
    this.#moving.place(this.#session);
    const whole = Math.floor(step);
    // Nobody is told every step while it plays.
    if (playing || whole === this.#announced) return;
    this.#announced = whole;
    mark(this.#needle, 'aria-valuenow', String(whole));
    mark(this.#needle, 'aria-valuetext', `step ${whole} of ${steps}`);
  }
}
