// The handle of the start: where it stands, and the hand that drags it.

import { endTyping, listening, onEscape, ref } from '../dom.js';
import { grid, pointAt } from './grid.js';
import { pointIn } from '../place.js';

/** @import { Session } from '../state/session.js' */

/** A hand takes the start no nearer to the border: there it would be out of sight. */
const EDGE = 4;
/** Half of the handle, which only the first panel has. */
const REACH = 22;
/** A finger that has drawn the start no farther may still be one of two that pinch. */
const STILL = 12;

export class StartHandle {
  #session;
  #plot;
  #handle;
  /** From the pointer to the middle of the handle, while it is dragged. @type {[number, number] | undefined} */
  #grip;
  /** The pointer that drags it, and where it took hold. */
  #pointer = -1;
  #from = [0, 0];
  #isFar = false;
  /** Those that are down on the plot: of two, none takes the start. @type {Set<number>} */
  #fingers = new Set();

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#plot = ref(root, 'plot', HTMLElement);
    this.#handle = ref(root, 'start', HTMLElement);
    const handle = this.#handle;
    // Before the plot's own hand has what is not on the handle.
    const onPlot = listening(this.#plot, signal);
    onPlot('pointerdown', (event) => this.#grab(event), { capture: true });
    onPlot(['pointerup', 'pointercancel'], ({ pointerId }) => this.#fingers.delete(pointerId));
    // From the start of another panel the page does not scroll, either.
    onPlot('touchstart', (event) => event.target !== handle && this.#isHeld(event, event.touches[0]) && event.preventDefault(), { passive: false });
    const on = listening(handle, signal);
    on('pointermove', (event) => this.#drag(event));
    on(['pointerup', 'pointercancel', 'lostpointercapture'], ({ pointerId }) => pointerId === this.#pointer && this.#drop());
    onEscape(handle, () => this.#drop('cancel'), signal);
    on('click', () => session.showStart());
    // Another surface and other panels are another view, too.
    session.onScene(['start'], () => this.#place(), signal);
    session.on('view', () => this.#place(), signal);
  }

  /** It stays within reach when its point is out of the window, and brings it in sight when it is pressed. */
  #place() {
    const { playground, size } = this.#session;
    if (size.width < 1 || size.height < 1) return;
    const [left, top, outside] = playground.startMark();
    this.#handle.style.transform = `translate(${left}px, ${top}px)`;
    this.#handle.toggleAttribute('data-outside', outside === 1);
    this.#handle.title = outside === 1 ? 'Show the start' : 'Drag or arrow keys to move, Shift: finer';
  }

  /** Whether a press is on the handle, or on the start as another panel draws it. @param {Event} event @param {{ clientX: number, clientY: number }} at */
  #isHeld({ target }, at) {
    if (target === this.#handle) return true;
    const { playground } = this.#session;
    const point = target === this.#plot ? playground.toData(...pointIn(this.#plot, at)) : [];
    if (point.length !== 2 || this.#handle.hasAttribute('data-outside')) return false;
    const [x, y] = playground.toPixel(point[0], point[1]);
    const [left, top] = playground.startMark();
    return Math.hypot(x - left, y - top) < REACH;
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    const isSecond = event.pointerType === 'touch' && this.#fingers.add(event.pointerId).size > 1;
    if (isSecond && !this.#isFar) this.#drop('cancel');
    else if (event.button === 0 && !this.#grip && !isSecond && this.#isHeld(event, event)) this.#take(event);
  }

  /** @param {PointerEvent} event */
  #take(event) {
    const [px, py] = pointIn(this.#plot, event);
    const [x, y] = this.#session.playground.toPixel(...this.#session.scene.start);
    // A handle that waits at the border for a start out of the window jumps to the pointer.
    this.#grip = this.#handle.hasAttribute('data-outside') ? [0, 0] : [x - px, y - py];
    this.#pointer = event.pointerId;
    this.#from = [px, py];
    this.#isFar = false;
    this.#handle.setPointerCapture(event.pointerId);
    endTyping(this.#handle);
    this.#session.begin();
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    if (!this.#grip || event.pointerId !== this.#pointer) return;
    const { width, height } = this.#session.size;
    const [px, py] = pointIn(this.#plot, event);
    this.#isFar ||= Math.hypot(px - this.#from[0], py - this.#from[1]) > STILL;
    const x = Math.min(Math.max(px + this.#grip[0], EDGE), width - EDGE);
    const y = Math.min(Math.max(py + this.#grip[1], EDGE), height - EDGE);
    // Undo or another hand may have ended what it had begun.
    if (!this.#session.inGesture) this.#session.begin();
    this.#session.moveStart(...pointAt(grid(this.#session), x, y));
  }

  /** Whether it was held. @param {'end' | 'cancel'} [how] */
  #drop(how = 'end') {
    if (!this.#grip) return false;
    this.#grip = undefined;
    this.#session[how]();
    // A mouse has brought it the focus, in most browsers; one that a script brings has a ring unless it is refused.
    if (!this.#handle.matches(':focus')) this.#handle.focus({ preventScroll: true, focusVisible: false });
    return true;
  }
}
