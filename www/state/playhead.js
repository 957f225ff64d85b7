// Where on the run the figure stands, and how it moves on. It knows no clock: it is told how much time went by.

import { isSpeed } from '../element/attributes.js';

/** A whole run takes about this long unless a speed is given. */
const SECONDS = 6;
/** After a pause of the browser's own, playback goes on from where it was and does not leap. A slow machine's frames are shorter. */
const LONGEST_FRAME = 0.2;

export class Playhead {
  /** Fractional while playing. */
  step = 0;
  steps = 0;
  playing = false;
  /** @type {number | null} */
  #speed = null;
  /** Where it was left, though the run may have become too short for that; Infinity is the end. */
  #left = Infinity;
  /** For a whole run of so many steps. */
  #usual = round(0);

  /** Steps per second. */
  get speed() {
    return this.#speed ?? this.#usual;
  }

  get atEnd() {
    return this.step >= this.steps;
  }

  /** @param {number | null} speed null leaves it to the number of steps; what is not legal changes nothing */
  setSpeed(speed) {
    if (speed === null || isSpeed(speed)) this.#speed = speed;
  }

  /** @param {number} steps of the runs as they are now; who was left at the end is there still */
  setSteps(steps) {
    if (steps !== this.steps) this.#usual = round(steps / SECONDS);
    this.steps = steps;
    this.step = Math.min(this.playing ? this.step : this.#left, steps);
  }

  /** @param {number} step */
  seek(step) {
    if (Number.isNaN(step)) return;
    this.step = Math.min(Math.max(Math.round(step), 0), this.steps);
    this.#leave();
  }

  #leave() {
    this.#left = this.atEnd ? Infinity : this.step;
  }

  /** @returns {() => void} brings all back to how it is now, as far as the run is long enough */
  keep() {
    const { step, playing } = this;
    const left = this.#left;
    return () => {
      this.step = Math.min(step, this.steps);
      this.playing = playing;
      this.#left = left;
    };
  }

  /** From the end it starts again. */
  play() {
    if (this.atEnd) this.step = 0;
    this.playing = this.steps > 0;
  }

  /** The arrows stand on a whole step again: the last one that was made. */
  pause() {
    this.playing = false;
    this.step = Math.floor(this.step);
    this.#leave();
  }

  /**
   * @param {number} seconds
   * @returns {boolean} whether the end was reached
   */
  advance(seconds) {
    // A frame that was asked for before the pause comes after it.
    if (!this.playing) return false;
    this.step = Math.min(this.step + Math.min(seconds, LONGEST_FRAME) * this.speed, this.steps);
    if (this.atEnd) this.pause();
    return this.atEnd;
  }
}

/** The nearest of 1, 2, 5, 10, 20, ... in proportion. @param {number} speed */
function round(speed) {
  if (speed <= 1) return 1;
  const ten = 10 ** Math.floor(Math.log10(speed));
  const off = (/** @type {number} */ each) => Math.abs(Math.log((each * ten) / speed));
  return ten * [1, 2, 5, 10].reduce((best, each) => (off(each) < off(best) ? each : best));
}
