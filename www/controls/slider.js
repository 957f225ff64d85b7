// A native range input on a scale. One press, drag or held key is one gesture.

import { endTyping, listening, make, onEscape } from '../dom.js';

/** @import { Scale } from './scale.js' */

/**
 * @typedef {object} Hold what the hand has while it is on the slider
 * @property {boolean} inGesture whether what was begun goes on: undo or another hand may have ended it
 * @property {() => void} begin before the first change
 * @property {() => void} end after the last
 * @property {() => void} cancel takes all of them back
 */

const KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']);

/** Positions of the native input; fine enough for three digits on a track of any width. */
const POSITIONS = 1000;

export class Slider {
  #input;
  #scale;
  #say;
  #shown = NaN;

  /**
   * @param {HTMLInputElement} input
   * @param {Scale} scale
   * @param {(value: number) => string} text what a screen reader says
   * @param {Hold} hold
   * @param {(value: number) => void} change
   * @param {AbortSignal} signal
   */
  constructor(input, scale, text, hold, change, signal) {
    this.#input = input;
    this.#scale = scale;
    this.#say = text;
    Object.assign(input, { min: '0', max: String(POSITIONS), step: '1' });
    let open = false;
    const begin = () => {
      if (open && hold.inGesture) return;
      open = true;
      hold.begin();
    };
    /** @param {'end' | 'cancel'} [how] */
    const end = (how = 'end') => {
      if (!open) return;
      open = false;
      this.#tell();
      hold[how]();
    };
    const on = listening(input, signal);
    let keys = false;
    let position = 0;
    // A drag that was called off goes on for the browser, or in Firefox ends with where it began for the browser.
    let off = false;
    on('pointerdown', ({ button }) => {
      off = false;
      if (button !== 0) return;
      endTyping(input);
      begin();
    });
    onEscape(input, () => {
      if (!open || keys) return false;
      end('cancel');
      return (off = true);
    }, signal);
    on('keydown', (event) => {
      if (!KEYS.has(event.key)) return;
      off = false;
      keys = true;
      position = input.valueAsNumber;
      begin();
    });
    on('input', () => {
      if (off) return this.#place(this.#shown);
      begin();
      const at = input.valueAsNumber;
      let value = scale.value(at / POSITIONS);
      if (keys) {
        // Where three digits are coarser than positions, a press still has to change something.
        const by = Math.sign(at - position);
        for (position = at; value === this.#shown && position > 0 && position < POSITIONS; position += by) {
          if (by === 0) break;
          input.value = String(position + by);
          value = scale.value(input.valueAsNumber / POSITIONS);
        }
        position = input.valueAsNumber;
      }
      this.#shown = value;
      // Who drags by a pointer is told where it ends.
      if (keys) this.#tell();
      change(value);
    });
    // A held key fires `change` again and again; its gesture ends when it is let go.
    on('change', () => !keys && end());
    on('keyup', () => {
      keys = false;
      end();
    });
    on(['pointerup', 'blur'], () => end());
    // The finger scrolls the page: it moved the thumb on its way.
    on('pointercancel', () => end('cancel'));
    signal.addEventListener('abort', () => end());
  }

  /**
   * Moves the thumb to a number that came from elsewhere.
   * @param {number} value
   */
  show(value) {
    if (value === this.#shown) return;
    this.#place(value);
    this.#shown = value;
    this.#tell();
  }

  /** @param {number} value */
  #place(value) {
    this.#input.value = String(Math.round(this.#scale.position(value) * POSITIONS));
  }

  #tell() {
    this.#input.setAttribute('aria-valuetext', this.#say(this.#shown));
  }
}

/**
 * Writes the scale's ticks under a track.
 * @param {HTMLElement} parent
 * @param {Scale} scale
 */
export function ticks(parent, scale) {
  parent.replaceChildren(
    ...scale.ticks.map((value) => {
      const tick = make('span', {}, value > 0 && value < 1 ? String(value).replace('0.', '.') : String(value));
      tick.style.insetInlineStart = `${scale.position(value) * 100}%`;
      return tick;
    }),
  );
}
