// Changes on the way, as marks on the timeline: dragged, edited, removed.

import { isChord, listening, make, mark, onEscape, passFocus, ref, say } from '../dom.js';
import { MarkerEditor, taken } from './marker-editor.js';
import { pointIn } from '../place.js';
import { beside, lengthOf, roomFor } from './room.js';

/** @import { Session } from '../state/session.js' */
/** @import { Marker } from '../types.js' */

/** By how many steps a key moves a mark. @type {Record<string, number>} */
const BY = { ArrowLeft: -1, ArrowRight: 1 };

/** A press that moves less than this is a click. */
const SLACK = 3;

/** @typedef {{ element: HTMLButtonElement, label: HTMLSpanElement, step: number }} Mark */

export class Markers {
  #session;
  #parent;
  #others;
  #needle;
  #signal;
  #editor;
  /** In the order of their steps. @type {Mark[]} */
  #marks = [];
  /** The one that a hand or a key moves. @type {Mark | null} */
  #held = null;
  /** The pointer that is down on one, -1 where none is. */
  #pointer = -1;
  /** Whether it is a key that moves it. */
  #keyed = false;
  #drawn = '';

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#parent = ref(root, 'markers', HTMLElement);
    this.#others = ref(root, 'others', HTMLElement);
    this.#needle = ref(root, 'needle', HTMLElement);
    this.#signal = signal;
    this.#editor = new MarkerEditor(session, root, signal);
    onEscape(this.#parent, () => this.#letGo('cancel'), signal);
  }

  /**
   * Puts the marks in force at their places.
   * @param {(step: number) => number} pixel
   */
  show(pixel) {
    const { playground, steps, size, markers: all } = this.#session;
    const width = size.chartWidth;
    const { limits, captionAt } = beside(playground.chartCaption(), width);
    const key = JSON.stringify([all, steps, width, pixel(0), pixel(1), limits]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const markers = all.filter(({ step }) => step < steps);
    this.#tellOthers(all.slice(markers.length));
    // Each keeps its element, with the focus and the pointer that are there.
    const known = new Map(this.#marks.map((each) => [each.step, each]));
    const spare = this.#marks.filter((each) => !markers.some(({ step }) => step === each.step));
    this.#marks = markers.map(({ step }) => known.get(step) ?? spare.shift() ?? this.#make());
    for (const { element, step } of spare) {
      passFocus(element, (this.#marks.find((each) => each.step > step) ?? this.#marks.at(-1))?.element ?? this.#needle);
      element.remove();
    }
    this.#order();
    const ends = [-Infinity, -Infinity];
    markers.forEach(({ step, label }, i) => {
      const each = this.#marks[i];
      each.step = step;
      const x = pixel(step);
      const after = markers[i + 1];
      const next = after ? pixel(after.step) : Infinity;
      // The next one may find room in the upper row alone.
      const yields = after && next + lengthOf(after.label) > limits[1];
      const full = `${label} from here`;
      const { text, row, left } = roomFor(x, width, next, [full, label], ends, limits, yields ? [1, 0] : [0, 1]);
      say(each.label, text);
      mark(each.element, 'aria-label', `Step ${step}: ${full}`);
      each.element.style.left = `${x}px`;
      each.element.classList.toggle('left', left);
      each.element.classList.toggle('low', row === 1);
      each.element.classList.toggle('mute', row < 0);
      each.element.classList.toggle('late', x > captionAt);
    });
  }

  /** Tab comes to them by their steps. The one that has the focus or the hand would lose it if it were the one to go. */
  #order() {
    const all = this.#marks.map(({ element }) => element);
    if (all.every((element, i) => element === this.#parent.children[i])) return;
    const at = Math.max(0, all.findIndex((element) => element === this.#held?.element || element.matches(':focus')));
    all[at].before(...all.slice(0, at));
    all[at].after(...all.slice(at + 1));
  }

  /**
   * Changes after the last step have no place on the timeline and no effect, but can be edited all the same.
   * @param {Marker[]} markers
   */
  #tellOthers(markers) {
    const focused = this.#others.querySelector(':focus')?.getAttribute('data-step');
    const buttons = markers.map(({ step, label }) => {
      const button = make('button', { type: 'button', 'data-step': step }, `step ${step}: ${label}`);
      button.addEventListener('click', () => this.#editor.open(step, button), { signal: this.#signal });
      return button;
    });
    passFocus(this.#others, this.#needle);
    this.#others.hidden = markers.length === 0;
    this.#others.replaceChildren(...(markers.length > 0 ? ['After the last step, so without effect:', ...buttons] : []));
    buttons.find((button) => button.dataset.step === focused)?.focus({ preventScroll: true });
  }

  /** @returns {Mark} */
  #make() {
    const label = make('span');
    const element = make('button', { class: 'marker', type: 'button', title: 'Drag or arrow keys to move, click or Enter to edit, Delete to remove' }, label);
    this.#parent.append(element);
    const made = { element, label, step: -1 };
    this.#drag(made);
    const on = listening(element, this.#signal);
    on('keydown', (event) => this.#key(event, made));
    on('blur', () => this.#drop());
    // A finger that is called off scrolls the page: it moved the mark on its way.
    on(['pointerup', 'pointercancel', 'lostpointercapture'], ({ type, pointerId }) => {
      if (pointerId === this.#pointer) this.#letGo(type === 'pointercancel' ? 'cancel' : 'end');
    });
    // Shift comes and goes while an arrow is held, or a hand.
    on('keyup', ({ key }) => this.#keyed && BY[key] && this.#drop());
    return made;
  }

  /** @param {Mark} made */
  #drag(made) {
    const { element } = made;
    const session = this.#session;
    let from = 0;
    let offset = 0;
    let moved = false;
    const on = listening(element, this.#signal);
    on('pointerdown', (event) => {
      // Another finger's hand is on one.
      if (event.button !== 0 || (this.#held && !this.#keyed)) return;
      this.#pointer = event.pointerId;
      element.setPointerCapture(event.pointerId);
      from = event.clientX;
      moved = false;
      // What is under the hand stays under it, wherever the label was taken.
      offset = session.playground.chartX(made.step) - this.#x(event);
    });
    on('pointermove', (event) => {
      if (event.pointerId !== this.#pointer || (!moved && Math.abs(event.clientX - from) < SLACK)) return;
      moved = true;
      this.#move(made, session.playground.chartStep(this.#x(event) + offset));
    });
    // A drag ends in a click of the pointer; one of the keyboard has no pointer's count.
    on('click', (event) => {
      if (!moved || event.detail === 0) this.#editor.open(made.step, element);
    });
  }

  /** @param {PointerEvent} event the pixel on the chart */
  #x(event) {
    return pointIn(this.#parent, event)[0];
  }

  /**
   * To another step, unless a marker stands there: two on one step would become one for good. All moves until the hand
   * or the key rests are one.
   * @param {Mark} made
   * @param {number} step
   * @returns {string} why it stays
   */
  #move(made, step) {
    const session = this.#session;
    const to = Math.max(0, Math.min(Math.round(step), session.steps - 1));
    if (to === made.step) return '';
    const why = taken(session, to);
    if (why) return why;
    if (!session.inGesture) session.begin();
    this.#held = made;
    session.moveMarker(made.step, to);
    made.step = to;
    return '';
  }

  /** @param {'end' | 'cancel'} how */
  #letGo(how) {
    this.#pointer = -1;
    return this.#drop(how);
  }

  /** Whether one was held. @param {'end' | 'cancel'} [how] */
  #drop(how = 'end') {
    const keyed = this.#keyed;
    this.#keyed = false;
    if (!this.#held) return false;
    const { step } = this.#held;
    this.#held = null;
    this.#session[how]();
    if (keyed && how === 'end') this.#session.say(`The change is at step ${step}.`);
    return true;
  }

  /** @param {KeyboardEvent} event @param {Mark} made */
  #key(event, made) {
    const by = BY[event.key];
    if (isChord(event)) return;
    if (by === undefined && event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    event.stopPropagation();
    if (by !== undefined) {
      const why = this.#move(made, made.step + by * (event.shiftKey ? 10 : 1));
      this.#keyed = true;
      if (why) this.#session.say(why);
      return;
    }
    this.#session.removeMarker(made.step);
    this.#session.say(`The change at step ${made.step} is removed.`);
  }
}
