// Changes on the way, as marks on the timeline: dragged, edited, removed.

import { make, mark, ref, say } from '../dom.js';
import { MarkerEditor } from './marker-editor.js';
import { pointIn } from '../place.js';

/** @import { Session } from '../state/session.js' */
/** @import { Marker } from '../types.js' */

/** A press that moves less than this is a click. */
const SLACK = 3;
/** A letter's width, near enough to keep labels apart without measuring each. */
const LETTER = 6.4;

/** @typedef {{ element: HTMLButtonElement, label: HTMLSpanElement, step: number }} Mark */

export class Markers {
  #session;
  #parent;
  #others;
  #needle;
  #signal;
  #editor;
  /** @type {Mark[]} */
  #marks = [];
  /** @type {Mark | null} */
  #held = null;
  #drawn = '';

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#parent = ref(root, 'markers', HTMLElement);
    this.#others = ref(root, 'others', HTMLElement);
    this.#needle = ref(root, 'needle', HTMLElement);
    this.#signal = signal;
    this.#editor = new MarkerEditor(session, root, signal);
  }

  /**
   * Puts the marks in force at their places.
   * @param {(step: number) => number} pixel
   */
  show(pixel) {
    const { playground, steps, size, markers: all } = this.#session;
    const width = size.chartWidth;
    // The lower row shares its height with the caption of the axis, at the right.
    const limits = [Infinity, width - playground.chartCaption().length * LETTER - 10];
    const key = JSON.stringify([all, steps, width, pixel(0), pixel(1), limits]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const markers = all.filter(({ step }) => step < steps);
    this.#tellOthers(all.slice(markers.length));
    while (this.#marks.length > markers.length) {
      const spare = this.#marks.findLastIndex((each) => each !== this.#held);
      const [{ element }] = this.#marks.splice(spare, 1);
      // The keys of undo go on working: the focus goes to a mark that stays, or else to the needle.
      if (element.matches(':focus')) (this.#marks.at(-1)?.element ?? this.#needle).focus({ preventScroll: true });
      element.remove();
    }
    while (this.#marks.length < markers.length) this.#marks.push(this.#make());
    // The one in the hand keeps its element: its pointer is captured there.
    const held = this.#held;
    const others = this.#marks.filter((each) => each !== held);
    const ends = [-Infinity, -Infinity];
    markers.forEach(({ step, label }, i) => {
      const each = held && held.step === step ? held : (others.shift() ?? /** @type {Mark} */ (held));
      each.step = step;
      const x = pixel(step);
      const next = i + 1 < markers.length ? pixel(markers[i + 1].step) : Infinity;
      const full = `${label} from here`;
      const { text, row, left } = roomFor(x, width, next, [full, label], ends, limits);
      say(each.label, text);
      mark(each.element, 'aria-label', `Step ${step}: ${full}`);
      each.element.style.transform = `translateX(${x}px)`;
      // Words lie over the lines of later marks.
      each.element.style.zIndex = String(markers.length - i);
      each.element.classList.toggle('left', left);
      each.element.classList.toggle('low', row === 1);
      each.element.classList.toggle('mute', row < 0);
    });
  }

  /**
   * Changes after the last step have no place on the timeline and no effect, but can be edited all the same.
   * @param {Marker[]} markers
   */
  #tellOthers(markers) {
    const buttons = markers.map(({ step, label }) => {
      const button = make('button', { type: 'button' }, `step ${step}: ${label}`);
      button.addEventListener('click', () => this.#editor.open(step, button), { signal: this.#signal });
      return button;
    });
    if (this.#others.matches(':focus-within')) this.#needle.focus({ preventScroll: true });
    this.#others.hidden = markers.length === 0;
    this.#others.replaceChildren(...(markers.length > 0 ? ['After the last step, so without effect:', ...buttons] : []));
  }

  /** @returns {Mark} */
  #make() {
    const label = make('span');
    const element = make('button', { class: 'marker', type: 'button', title: 'Drag or arrow keys to move, click or Enter to edit, Delete to remove' }, label);
    this.#parent.append(element);
    const made = { element, label, step: -1 };
    this.#drag(made);
    element.addEventListener('keydown', (event) => this.#key(event, made), { signal: this.#signal });
    return made;
  }

  /** @param {Mark} made */
  #drag(made) {
    const { element } = made;
    const session = this.#session;
    let from = NaN;
    let offset = 0;
    let moved = false;
    /** @param {string} type @param {(event: any) => void} listener */
    const on = (type, listener) => element.addEventListener(type, listener, { signal: this.#signal });
    on('pointerdown', (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      from = event.clientX;
      moved = false;
      // What is under the hand stays under it, wherever the label was taken.
      offset = session.playground.chartX(made.step) - this.#x(event);
    });
    on('pointermove', (/** @type {PointerEvent} */ event) => {
      if (Number.isNaN(from) || (!moved && Math.abs(event.clientX - from) < SLACK)) return;
      if (!moved) {
        moved = true;
        this.#held = made;
        session.begin();
      }
      this.#move(made, session.playground.chartStep(this.#x(event) + offset));
    });
    const drop = () => {
      from = NaN;
      if (!this.#held) return;
      this.#held = null;
      session.end();
    };
    on('pointerup', drop);
    on('pointercancel', drop);
    // A drag ends in a click of the pointer; one of the keyboard has no pointer's count.
    on('click', (/** @type {MouseEvent} */ event) => {
      if (!moved || event.detail === 0) this.#editor.open(made.step, element);
    });
  }

  /** @param {PointerEvent} event the pixel on the chart */
  #x(event) {
    return pointIn(this.#parent, event)[0];
  }

  /**
   * To another step, unless a marker stands there: two on one step would become one for good.
   * @param {Mark} made
   * @param {number} step
   */
  #move(made, step) {
    const { markers, steps } = this.#session;
    const to = Math.max(0, Math.min(Math.round(step), steps - 1));
    if (to === made.step || markers.some((marker) => marker.step === to)) return;
    this.#session.moveMarker(made.step, to);
    made.step = to;
  }

  /** @param {KeyboardEvent} event @param {Mark} made */
  #key(event, made) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined && event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    event.stopPropagation();
    if (by !== undefined) return this.#move(made, made.step + by * (event.shiftKey ? 10 : 1));
    this.#session.removeMarker(made.step);
    this.#session.say(`The change at step ${made.step} is removed.`);
  }
}

/**
 * The longest text that finds room beside its mark, in the upper row if it can; row -1 where none does.
 * @param {number} x the mark's pixel
 * @param {number} width of the chart
 * @param {number} next the next mark's pixel
 * @param {string[]} texts the longest first
 * @param {number[]} ends where each row is taken to; grows
 * @param {number[]} limits where each row ends
 */
function roomFor(x, width, next, texts, ends, limits) {
  for (const text of texts) {
    const length = text.length * LETTER + 18;
    const left = x + length > width && x > length;
    // The long text must not take the room of the next mark's.
    if (text !== texts.at(-1) && !left && x + length > next) continue;
    const [from, to] = left ? [x - length, x] : [x, x + length];
    const row = ends.findIndex((end, i) => from >= end && to <= limits[i]);
    if (row < 0) continue;
    ends[row] = to;
    return { text, row, left };
  }
  return { text: texts[0], row: -1, left: x > width / 2 };
}
