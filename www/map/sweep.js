// The running of the maps: begun anew whenever their runs would come out differently, a first slice at once, the rest in
// tasks until all is known.

import { Pace, Tasks, percent } from './slices.js';

/** @import { Session } from '../state/session.js' */

/** Cells to a side, where there are as many pixels. */
const CELLS = 256;
/** Milliseconds after which it is said how far the maps are, and a hand that goes on has them begun anew. */
const LONG = 250;
/** Milliseconds that printing waits for maps. */
const PATIENCE = 3000;
/** The share of cells that are a coarse map. */
export const COARSE = 1 / 64;

export class Sweep {
  #session;
  #tasks;
  #tell;
  #pace = new Pace();
  #asked = '';
  /** What they are of besides the Scene. */
  #shape = '';
  /** When these were begun, and since when one waits for any. */
  #begun = 0;
  #since = 0;
  #more = false;
  /** Whether the hand has gone on, and they are to be begun anew soon. */
  late = false;
  /** The step that points act from, -1 for the whole run. */
  from = -1;
  /** Grows with what is known. */
  known = 0;
  /** Differs where it is worth looking for the best point anew: maps were begun, some time has gone by, or all is known. */
  state = '';

  /**
   * @param {Session} session
   * @param {() => void} tell is called when more is known
   * @param {AbortSignal} signal
   */
  constructor(session, tell, signal) {
    this.#session = session;
    this.#tell = tell;
    this.#tasks = new Tasks(() => this.#work(), signal, () => session.inGesture);
  }

  /**
   * The maps of these rules in boxes of this size, which stay where they are still true. A coarse map is known when this
   * returns, or as much as a slice can do. Under a hand that goes on they first come to one: else there would be none as
   * long as it does.
   * @param {number[]} rules @param {{ width: number, height: number, ratio: number }} size in device pixels
   * @returns {boolean} whether any is another one
   */
  begin(rules, { width, height, ratio }) {
    const { playground, actsFrom, revision, playing, inGesture } = this.#session;
    // While it plays no hand is there to act from anywhere.
    if (!playing) this.from = actsFrom > 0 ? actsFrom : -1;
    const shape = [rules, width, height, ratio, this.from].join('|');
    const asked = `${revision}|${shape}`;
    if (asked === this.#asked) return false;
    const now = performance.now();
    const waits = this.late;
    const isCoarse = () => !rules.some((_, i) => playground.mapProgress(i) < COARSE);
    this.late = inGesture && this.#more && shape === this.#shape && now - this.#begun < LONG && !isCoarse();
    if (this.late) return false;
    this.#asked = asked;
    this.#shape = shape;
    const cells = Math.min(CELLS, width, height);
    if (!playground.beginMaps(new Uint32Array(rules), width / ratio, height / ratio, cells, this.from)) return false;
    this.#begun = now;
    if (!waits) this.#since = now;
    this.#pace = new Pace();
    this.#more = true;
    this.#work();
    return true;
  }

  /** Goes on with what is left to do. */
  goOn() {
    if (this.#more) this.#tasks.start();
  }

  wait() {
    this.#tasks.stop();
  }

  /** Does at once what is left, for paper, as far as a reader waits for it. */
  finish() {
    if (!this.#more) return;
    this.#more = this.#pace.slice((amount) => this.#session.playground.advanceMaps(amount), PATIENCE);
    this.#know();
  }

  /** Whether one would ask how far they are. */
  get isLong() {
    return this.#more && performance.now() - this.#since >= LONG;
  }

  /** @param {number[]} maps those that have cells @returns {string} how far they are, where one would ask */
  progress(maps) {
    if (!this.isLong) return '';
    return percent(maps.map((i) => this.#session.playground.mapProgress(i)));
  }

  /** One slice; whether there is another. */
  #work() {
    const { playground } = this.#session;
    this.#more = this.#pace.slice((amount) => playground.advanceMaps(amount));
    this.#know();
    this.#tell();
    return this.#more;
  }

  #know() {
    this.known += 1;
    const age = Math.floor((performance.now() - this.#begun) / LONG);
    this.state = `${this.#asked} ${this.#more ? age : 'whole'}`;
  }
}
