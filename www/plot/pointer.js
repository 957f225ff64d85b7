// The hand on the plot: a click moves the start, a drag pans, a pinch or Ctrl and the wheel zooms.

import { listening, passFocus, ref } from '../dom.js';
import { grid, snap } from './grid.js';
import { pointIn } from '../place.js';

/** @import { Session } from '../state/session.js' */

/** Less than this is a click with an unsteady hand. */
const CLICK = 4;
/** Milliseconds and pixels between the clicks of a double click. */
const TWICE = 500;
const NEAR = 24;

export class Pointer {
  #session;
  #plot;
  #start;
  /** Where each pointer that is down on the plot is, in CSS pixels of the plot. @type {Map<number, [number, number]>} */
  #down = new Map();
  /** Where the one pointer went down; undefined once it pans or a second one came. @type {[number, number] | undefined} */
  #click;
  /** The last click on the plot: when, where, and whether it moved the start. */
  #clicked = { time: -Infinity, at: /** @type {[number, number]} */ ([0, 0]), moved: false };
  /** @type {[number, number] | undefined} */
  #hover;
  #hovering = 0;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#plot = ref(root, 'plot', HTMLElement);
    this.#start = ref(root, 'start', HTMLElement);
    const on = listening(this.#plot, signal);
    on('pointerdown', (event) => this.#press(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#release(event));
    on(['pointercancel', 'lostpointercapture'], (event) => this.#cancel(event));
    on('pointerleave', () => this.#readLater(undefined));
    on('dblclick', (event) => this.#twice(event));
    on('wheel', (event) => this.#wheel(event), { passive: false });
    // The browser scrolls under one finger; two are ours.
    on('touchstart', (event) => event.touches.length > 1 && event.cancelable && event.preventDefault(), { passive: false });
    // WebKit selects the page's text under a drag that leaves the plot, though nothing of the plot can be selected.
    on('selectstart', (event) => event.preventDefault());
    signal.addEventListener('abort', () => cancelAnimationFrame(this.#hovering));

    const home = ref(root, 'home', HTMLElement);
    home.addEventListener('click', () => session.home(), { signal });
    session.on('scene', () => this.#hover && this.#readLater(this.#hover), signal);
    session.on('view', () => {
      const there = session.playground.atHome();
      if (there) passFocus(home, this.#plot);
      home.hidden = there;
    }, signal);
  }

  /** @param {Event} event */
  #isOnPlot(event) {
    return event.target === this.#plot || event.target instanceof HTMLCanvasElement;
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0 || !(this.#isOnPlot(event) || event.target === this.#start)) return;
    // A press on the start of any panel is the handle's, which lets a finger go as soon as it is one of two.
    const isFree = !this.#session.inGesture;
    if (!isFree && event.pointerType !== 'touch') return;
    const at = pointIn(this.#plot, event);
    this.#down.set(event.pointerId, at);
    this.#click = isFree && this.#down.size === 1 ? at : undefined;
    if (isFree) this.#plot.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const at = pointIn(this.#plot, event);
    const last = this.#down.get(event.pointerId);
    if (event.pointerType === 'mouse' || last) this.#readLater(at);
    if (!last) return;
    if (this.#click && distance(this.#click, at) < CLICK) return;
    this.#click = undefined;
    if (this.#down.size === 2 && !this.#session.inGesture) this.#pinch(event.pointerId, last, at);
    // One finger is the page's, which scrolls.
    else if (event.pointerType !== 'touch') this.#session.pan(at[0] - last[0], at[1] - last[1]);
    this.#down.set(event.pointerId, at);
  }

  /** @param {number} id @param {[number, number]} last @param {[number, number]} at */
  #pinch(id, last, at) {
    const other = [...this.#down].find(([pointer]) => pointer !== id)?.[1];
    if (!other) return;
    const before = distance(last, other);
    const after = distance(at, other);
    const middle = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2];
    this.#session.pan((at[0] - last[0]) / 2, (at[1] - last[1]) / 2);
    if (before > 0 && after > 0) this.#session.zoom(middle[0], middle[1], after / before);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    const session = this.#session;
    const click = this.#click;
    this.#cancel(event);
    if (!click) return;
    const second = event.timeStamp - this.#clicked.time < TWICE && distance(click, this.#clicked.at) < NEAR;
    const point = session.playground.toData(...click);
    if (second || point.length !== 2) return;
    const before = session.scene.start.join();
    session.moveStart(...snap(grid(session), point[0], point[1]));
    this.#clicked = { time: event.timeStamp, at: click, moved: session.scene.start.join() !== before };
  }

  /** @param {PointerEvent} event */
  #cancel(event) {
    this.#down.delete(event.pointerId);
    this.#click = undefined;
  }

  /**
   * The first click has moved the start already: that was not meant.
   * @param {MouseEvent} event
   */
  #twice(event) {
    // The start stands where the first one was, and has the second.
    const moved = this.#clicked.moved && event.timeStamp - this.#clicked.time < 2 * TWICE;
    if (!(this.#isOnPlot(event) || (moved && event.target === this.#start)) || this.#session.playground.atHome()) return;
    if (moved) this.#session.undo();
    this.#clicked.moved = false;
    this.#session.home();
  }

  /** @param {WheelEvent} event a pinch on a trackpad comes as one with Ctrl */
  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    const bounded = Math.min(Math.max(pixels, -60), 60);
    this.#session.zoom(...pointIn(this.#plot, event), Math.exp(-bounded / 150));
  }

  /** @param {[number, number] | undefined} at */
  #readLater(at) {
    this.#hover = at;
    this.#hovering ||= requestAnimationFrame(() => {
      this.#hovering = 0;
      this.#session.hover(this.#hover ? this.#session.playground.read(...this.#hover) : '');
    });
  }
}

/** @param {[number, number]} a @param {[number, number]} b */
function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
