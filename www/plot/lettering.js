// Words as small pictures, each written once and then only put in place: to write on a canvas of the page makes the
// browser bring the page's styles and layout up to date first.

/** @import { Playground } from '../types.js' */

/**
 * A picture with its width and height in device pixels; the word's own width, the room around it, and the size of its
 * font in CSS pixels.
 * @typedef {{ picture: ImageBitmap, across: number, down: number, width: number, room: number, size: number }} Word
 */

/** As many are kept; a figure has some dozens. */
const KEPT = 400;

export class Lettering {
  #playground;
  #ratio = 0;
  /** @type {Map<number, Word>} */
  #words = new Map();
  #scratch = context(new OffscreenCanvas(1, 1));

  /** @param {Playground} playground */
  constructor(playground) {
    this.#playground = playground;
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} ratio device pixels of a CSS pixel
   * @param {number} grid what the pen counts in, as many to a CSS pixel
   * @param {number} number of the word
   * @param {number} x
   * @param {number} y
   * @param {number} before the share of its width that lies left of x
   * @param {number} above the share of its size that its middle lies above y
   */
  put(pen, ratio, grid, number, x, y, before, above) {
    if (ratio !== this.#ratio || this.#words.size > KEPT) this.#words.clear();
    this.#ratio = ratio;
    let word = this.#words.get(number);
    if (!word) this.#words.set(number, (word = this.#write(number)));
    const { picture, across, down, width, room, size } = word;
    // On whole device pixels, so that letters stay sharp.
    const left = Math.round((x / grid - before * width - room) * ratio);
    const top = Math.round((y / grid - above * size) * ratio - down / 2);
    const unit = grid / ratio;
    pen.drawImage(picture, left * unit, top * unit, across * unit, down * unit);
  }

  /** @param {number} number @returns {Word} */
  #write(number) {
    const [font, size, color, thick, around, text] = this.#playground.word(number).split('\t');
    this.#scratch.font = font;
    const { width } = this.#scratch.measureText(text);
    const room = 2 + Number(thick) / 2;
    const [across, down] = [width, 1.5 * Number(size)].map((length) => Math.ceil((length + 2 * room) * this.#ratio));
    const canvas = new OffscreenCanvas(across, down);
    const pen = context(canvas);
    pen.scale(this.#ratio, this.#ratio);
    pen.font = font;
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    const middle = down / this.#ratio / 2;
    if (Number(thick) > 0) {
      pen.strokeStyle = css(Number(around));
      pen.lineWidth = Number(thick);
      pen.strokeText(text, room, middle);
    }
    pen.fillStyle = css(Number(color));
    pen.fillText(text, room, middle);
    return { picture: canvas.transferToImageBitmap(), across, down, width, room, size: Number(size) };
  }
}

/** @param {OffscreenCanvas} canvas */
function context(canvas) {
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('the browser gives no 2D canvas');
  // Out of the page it would take the page's.
  pen.direction = 'ltr';
  return pen;
}

/** @type {Map<number, string>} */
const colors = new Map();

/** @param {number} bytes red, green, blue, opacity */
export function css(bytes) {
  const color = colors.get(bytes) ?? `#${bytes.toString(16).padStart(8, '0')}`;
  colors.set(bytes, color);
  return color;
}
