// One map: the field of cells, the ink over it, and the handle that stands where the Scene's numbers are.

import { make, mark, paint, say, spoken, stroke } from '../dom.js';
import { pointIn } from '../place.js';
import { COARSE } from './sweep.js';

/** @import { Ink } from '../plot/ink.js' */
/** @import { Session } from '../state/session.js' */
/** @import { MapFrame } from '../types.js' */

/** Where cells become pixels on their way to a map's own canvas. */
const cells = document.createElement('canvas');

export class MapView {
  #session;
  #ink;
  #field = make('canvas', { 'aria-hidden': 'true' });
  #over = make('canvas', { 'aria-hidden': 'true' });
  #swatch = stroke('swatch');
  #name = make('span');
  /** Its title, where there are several. */
  title = make('div', { class: 'title' }, this.#swatch, this.#name);
  /** What is said of a form without a map. */
  #sentence = make('p', { class: 'note', hidden: true });
  handle = make('span', { class: 'handle', 'aria-hidden': 'true' });
  /** Across and up: what a screen reader and the keyboard have for a handle. */
  inputs = [0, 1].map(() => make('input', { type: 'range', min: 0, max: 1000, step: 1, 'aria-describedby': 'map-says map-keys' }));
  box = make('div', { class: 'map' }, this.#field, this.#over, ...this.inputs, this.handle, this.#sentence);
  element = make('div', { class: 'one' }, this.title, this.box);
  /** Which of the begun maps it shows, and of which rule. */
  index = 0;
  rule = 0;
  /** @type {MapFrame} */
  frame = { axes: [], columns: 0, rows: 0, plot: [0, 0, 0, 0], gutter: [0, 0, 0, 0] };
  /** Where the handle stands, to which sides it lies off the axes, and the curvatures at the playhead. */
  point = new Float64Array(6);
  #size = { width: 0, height: 0, ratio: 1 };
  /** What the ink shows, and with it what theory says; and where the handle stood when the words were put around it. */
  lines = '';
  #settled = '';
  /** What the place of the handle depends on. */
  #where = '';
  /** Whose field it shows, and whether what is left of the one before has faded. */
  #whose = '';
  #faded = false;

  /** @param {Session} session @param {Ink} ink */
  constructor(session, ink) {
    this.#session = session;
    this.#ink = ink;
  }

  /** @param {number} index @param {number} rule */
  show(index, rule) {
    this.index = index;
    this.rule = rule;
    this.inputs.forEach((input, i) => mark(input, 'data-ref', `map-${rule}-${i}`));
    const run = this.#session.playground.rules()[rule];
    say(this.#name, run.label);
    paint(this.#swatch, run.color, run.dash);
    this.handle.style.setProperty('--color', run.color);
    this.frame = this.#session.playground.mapFrame(index);
    const { axes, plot, gutter } = this.frame;
    const whose = [run.name, this.#session.scene.surface, plot, gutter].join('|');
    if (whose !== this.#whose) this.#field.getContext('2d')?.clearRect(0, 0, this.#size.width, this.#size.height);
    this.#whose = whose;
    this.inputs.forEach((input, i) => {
      input.hidden = i >= axes.length;
      if (i < axes.length) mark(input, 'aria-label', `${spoken(axes[i].key)} ${axes[i].symbol}, map of ${run.label}`);
    });
    const none = axes.length === 0;
    for (const each of [this.#field, this.#over, this.handle]) each.hidden = none;
    this.#sentence.hidden = !none;
    say(this.#sentence, none ? `${run.label} has no learning rate that changes its path, so it has no map.` : '');
  }

  /** @param {number} width of the box in device pixels @param {number} height @param {number} ratio */
  resize(width, height, ratio) {
    this.#size = { width, height, ratio };
    this.lines = '';
    for (const canvas of [this.#field, this.#over]) Object.assign(canvas, { width, height });
  }

  /**
   * Draws the cells as they are known, without smoothing: what is seen is what was run. Where nothing is known, the field
   * from before stays, and fades if it is for long.
   * @param {boolean} isLong
   */
  paint(isLong) {
    const { columns, rows, plot, gutter, axes } = this.frame;
    const pen = this.#field.getContext('2d');
    // Its pixels are written, never drawn: WebKit would wait 20 ms for its graphics processor.
    const small = cells.getContext('2d', { willReadFrequently: true });
    if (!pen || !small || axes.length === 0) return;
    const pixels = new Uint8ClampedArray(this.#session.playground.mapPixels(this.index).buffer);
    Object.assign(cells, { width: columns, height: rows });
    small.putImageData(new ImageData(pixels, columns, rows), 0, 0);
    const isCoarse = this.#session.playground.mapProgress(this.index) >= COARSE;
    if (isLong && !isCoarse && !this.#faded) {
      pen.globalCompositeOperation = 'destination-out';
      pen.fillStyle = 'rgb(0 0 0 / 60%)';
      pen.fillRect(0, 0, this.#size.width, this.#size.height);
      pen.globalCompositeOperation = 'source-over';
      this.#faded = true;
    }
    // Nothing is left of the one before, however often a hand has had it begun anew meanwhile.
    if (isCoarse) this.#faded = false;
    pen.imageSmoothingEnabled = false;
    /** @param {number} from @param {number} count @param {MapFrame['plot']} rect */
    const put = (from, count, [x, y, width, height]) => {
      const { ratio } = this.#size;
      const [left, top, right, bottom] = [x, y, x + width, y + height].map((side) => Math.round(side * ratio));
      pen.drawImage(cells, from, 0, count, rows, left, top, right - left, bottom - top);
    };
    put(0, 1, gutter);
    put(1, columns - 1, plot);
  }

  /**
   * Puts the handle in its place and draws what stands on the field at a step, if that is not what is there: words keep
   * off the handle, but do not give way while it is dragged.
   * @param {number} step @param {string} state of what is known of the field
   */
  draw(step, state) {
    const { playground, inGesture, markers, revision } = this.#session;
    if (this.frame.axes.length === 0) return;
    this.locate();
    const where = `${state} ${revision} ${inGesture}`;
    if (where !== this.#where) this.#place();
    this.#where = where;
    const [x, y, , , low, high] = this.point;
    if (!inGesture) this.#settled = `${x} ${y}`;
    // Theory is another one behind each marker.
    const passed = markers.filter((marker) => marker.step <= step).length;
    const lines = `${state} ${this.#settled} ${passed} ${low.toPrecision(3)} ${high.toPrecision(3)}`;
    if (lines === this.lines) return;
    this.lines = lines;
    this.#ink.play(this.#over, this.#size.ratio, playground.drawMap(this.index, step));
  }

  #place() {
    const { playground, inGesture } = this.#session;
    const [x, y, right, up] = this.point;
    this.handle.style.transform = `translate(${x}px, ${y}px)`;
    const off = right !== 0 || up !== 0;
    this.handle.toggleAttribute('data-off', off);
    if (off) this.handle.style.setProperty('--turn', `${Math.atan2(-up, right)}rad`);
    // Of what nobody holds it is enough to know where it ends up.
    if (inGesture && !this.inputs.some((input) => input.matches(':focus'))) return;
    const numbers = playground.mapHere(this.index);
    // None of a form that has just gone.
    if (numbers.length === 0) return;
    this.frame.axes.forEach(({ key }, i) => {
      const input = this.inputs[i];
      input.style.transform = this.handle.style.transform;
      input.value = String(Math.round(1000 * this.share(i)));
      mark(input, 'aria-valuetext', `${spoken(key)} ${numbers[i]}`);
    });
  }

  /** Where a pointer is. @param {MouseEvent} event */
  at(event) {
    return pointIn(this.box, event);
  }

  /** Finds where the Scene's point is now. */
  locate() {
    const { playground, step } = this.#session;
    playground.mapPoint(this.index, step, this.point);
  }

  /** How far along an axis the point stands, from 0 to 1; the gutter is 0. @param {number} axis */
  share(axis) {
    const [left, top, width, height] = this.frame.plot;
    const share = axis === 0 ? (this.point[0] - left) / width : (top + height - this.point[1]) / height;
    return Math.min(Math.max(share, 0), 1);
  }

  /** The pixel of shares along the axes. @param {number} across @param {number} up @returns {[number, number]} */
  pixel(across, up) {
    const [left, top, width, height] = this.frame.plot;
    return [left + across * width, top + height - up * height];
  }
}
