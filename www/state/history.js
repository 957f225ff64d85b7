// Undo and redo: whole Scenes, as they were before each change.

import { differing } from './scene-keys.js';

/** @import { Layout, Scene } from '../types.js' */

/**
 * @typedef {object} Entry
 * @property {Scene} scene
 * @property {{ step: number, layout: Layout }} [seen] how it was seen, where the change took that as well
 * @property {boolean} [landmark] whether it is a change that the browser's back button takes back, too
 */

/** As many changes as anybody takes back by hand. */
const LIMIT = 200;

export class History {
  /** @type {Entry[]} */
  #past = [];
  /** @type {Entry[]} */
  #future = [];
  #tag = '';

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /**
   * Remembers what was there before a change; what had been undone is gone then.
   * @param {Entry} before
   * @param {string} [tag] changes with the same tag, one after the other, are one entry: a host page's own slider
   * @param {Scene} [after] what is there now: a slider that is back where it began leaves none
   */
  record(before, tag = '', after) {
    this.#future = [];
    const same = tag !== '' && tag === this.#tag && this.canUndo;
    this.#tag = tag;
    if (same) {
      const begun = /** @type {Entry} */ (this.#past.at(-1)).scene;
      if (!after || differing(begun, after).length > 0) return;
      this.#past.pop();
      this.#tag = '';
      return;
    }
    this.#past.push(before);
    if (this.#past.length > LIMIT) this.#past.shift();
  }

  /**
   * @param {Entry} now what redo comes back to, and how it is seen
   * @returns {Entry | undefined}
   */
  undo(now) {
    return this.#swap(this.#past, this.#future, now);
  }

  /**
   * @param {Entry} now what undo comes back to, and how it is seen
   * @returns {Entry | undefined}
   */
  redo(now) {
    return this.#swap(this.#future, this.#past, now);
  }

  /**
   * @param {Entry[]} from
   * @param {Entry[]} to
   * @param {Entry} now
   */
  #swap(from, to, now) {
    const entry = from.pop();
    if (entry) to.push({ ...(entry.seen ? now : { scene: now.scene }), landmark: entry.landmark ?? false });
    this.#tag = '';
    return entry;
  }
}
