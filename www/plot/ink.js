// Plays on canvases what the wasm module lists: numbers, all lengths in grid units.

import { css, Lettering } from './lettering.js';

/** @import { Session } from '../state/session.js' */
/** @import { Playground } from '../types.js' */

/** Grid units of a CSS pixel. */
const GRID = 16;

/** Lists up to this length are remembered, so that what has not changed is not drawn again: balls that came to rest. */
const SHORT = 1000;

/** The orders of a list, in the order of `crate/wasm/src/ink/`, which says what stands behind each. */
const [BEGIN, LINE, CLOSE, CIRCLE, STROKE, FILL, RECT, INK, WIDTH, PAINT, DASH, WORD, CLIP, UNCLIP] = Array(14).keys();

export class Ink {
  #session;
  /** Whose lists the canvases show: in another one's a number may stand for another word. @type {Playground} */
  #playground;
  #lettering;
  /** The list at hand, and room behind it. */
  #room = new Float64Array(8192);
  /** The short lists that canvases show. @type {Map<HTMLCanvasElement, Float64Array>} */
  #shown = new Map();
  /** The pens of canvases, set up for their sizes. @type {Map<HTMLCanvasElement, CanvasRenderingContext2D>} */
  #pens = new Map();

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
    this.#playground = session.playground;
    this.#lettering = new Lettering(this.#playground);
  }

  /** The canvases are as new, or have another size. */
  forget() {
    this.#shown.clear();
    this.#pens.clear();
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} ratio device pixels of a CSS pixel
   * @param {number} length of the list that was made last
   * @param {boolean} [fresh] whether what is there is taken away before
   */
  play(canvas, ratio, length, fresh = true) {
    const { playground } = this.#session;
    if (playground !== this.#playground) {
      this.#playground = playground;
      this.#lettering = new Lettering(playground);
      this.#shown.clear();
    }
    if (length > this.#room.length) this.#room = new Float64Array(2 * length);
    const list = this.#room;
    const all = list.subarray(0, length);
    playground.fetch(all);
    if (fresh ? this.#isShown(canvas, all) : length === 0) return;
    if (!fresh) this.#shown.delete(canvas);
    const pen = this.#pens.get(canvas) ?? this.#take(canvas, ratio);
    const unit = GRID / ratio;
    if (fresh) pen.clearRect(0, 0, canvas.width * unit, canvas.height * unit);
    pen.lineCap = 'round';
    pen.setLineDash([]);
    let i = 0;
    while (i < length) {
      switch (list[i++]) {
        case BEGIN:
          pen.beginPath();
          break;
        case LINE: {
          const end = i + 1 + 2 * list[i++];
          if (i < end) pen.moveTo(list[i++], list[i++]);
          while (i < end) pen.lineTo(list[i++], list[i++]);
          break;
        }
        case CLOSE:
          pen.closePath();
          break;
        case CIRCLE:
          pen.arc(list[i++], list[i++], list[i++], 0, 2 * Math.PI);
          break;
        case STROKE:
          pen.stroke();
          break;
        case FILL:
          pen.fill('evenodd');
          break;
        case RECT:
          pen.fillRect(list[i++], list[i++], list[i++], list[i++]);
          break;
        case INK:
          pen.strokeStyle = css(list[i++]);
          break;
        case WIDTH:
          pen.lineWidth = list[i++];
          break;
        case PAINT:
          pen.fillStyle = css(list[i++]);
          break;
        case DASH: {
          pen.lineCap = list[i++] ? 'round' : 'butt';
          pen.lineDashOffset = list[i++];
          const count = list[i++];
          pen.setLineDash([...list.subarray(i, i + count)]);
          i += count;
          break;
        }
        case WORD:
          this.#lettering.put(pen, ratio, GRID, list[i++], list[i++], list[i++], list[i++], list[i++]);
          break;
        case CLIP:
          pen.save();
          pen.beginPath();
          pen.rect(list[i++], list[i++], list[i++], list[i++]);
          pen.clip();
          break;
        case UNCLIP:
          pen.restore();
      }
    }
  }

  /** @param {HTMLCanvasElement} canvas @param {number} ratio */
  #take(canvas, ratio) {
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('the browser gives no 2D canvas');
    pen.setTransform(ratio / GRID, 0, 0, ratio / GRID, 0, 0);
    pen.lineJoin = 'round';
    this.#pens.set(canvas, pen);
    return pen;
  }

  /** @param {HTMLCanvasElement} canvas @param {Float64Array} list */
  #isShown(canvas, list) {
    const shown = this.#shown.get(canvas);
    if (shown && isSame(shown, list)) return true;
    if (list.length >= SHORT) this.#shown.delete(canvas);
    else if (shown?.length === list.length) shown.set(list);
    else this.#shown.set(canvas, list.slice());
    return false;
  }
}

/** @param {Float64Array} a @param {Float64Array} b */
function isSame(a, b) {
  if (a.length !== b.length) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i === a.length;
}
