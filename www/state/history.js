// Undo and redo: whole Scenes, as they were before each change.

/** @import { Scene } from '../types.js' */

/** As many changes as anybody takes back by hand. */
const LIMIT = 200;

export class History {
  /** @type {Scene[]} */
  #past = [];
  /** @type {Scene[]} */
  #future = [];
  #tag = '';

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /**
   * Remembers the Scene before a change; what had been undone is gone then.
   * @param {Scene} before
   * @param {string} [tag] changes with the same tag, one after the other, are one entry: a host page's own slider
   */
  record(before, tag = '') {
    this.#future = [];
    const same = tag !== '' && tag === this.#tag && this.canUndo;
    this.#tag = tag;
    if (same) return;
    this.#past.push(before);
    if (this.#past.length > LIMIT) this.#past.shift();
  }

  /**
   * @param {Scene} now what redo comes back to
   * @returns {Scene | undefined}
   */
  undo(now) {
    return this.#swap(this.#past, this.#future, now);
  }

  /**
   * @param {Scene} now what undo comes back to
   * @returns {Scene | undefined}
   */
  redo(now) {
    return this.#swap(this.#future, this.#past, now);
  }

  /**
   * @param {Scene[]} from
   * @param {Scene[]} to
   * @param {Scene} now
   */
  #swap(from, to, now) {
    const scene = from.pop();
    if (scene) to.push(now);
    this.#tag = '';
    return scene;
  }
}
