// Gathers what changed and tells it once before the next paint, however often it changed meanwhile.

/** @import { Emitter } from './emitter.js' */
/** @import { Change, Source } from '../types.js' */

/**
 * The order in which they are told. `draw` opens and `frame` closes each round, whatever changed. Canvases are drawn
 * first: to set a font on one makes the browser bring its styles up to date, which is quick until texts have changed.
 */
const TYPES = /** @type {const} */ (['draw', 'problems', 'scene', 'view', 'state', 'step', 'frame']);

/** @typedef {(typeof TYPES)[number]} Type */

export class Bulletin {
  /** @type {Emitter} */
  #emitter;
  /** @type {(callback: () => void) => void} */
  #later;
  /** @type {Map<Type, Change>} */
  #waiting = new Map();
  #scheduled = false;
  /** @type {Source} whose doing the current changes are */
  source = 'user';

  /**
   * @param {Emitter} emitter whose listeners are told
   * @param {(callback: () => void) => void} [later]
   */
  constructor(emitter, later = beforePaint) {
    this.#emitter = emitter;
    this.#later = later;
  }

  /**
   * @param {Type | Type[]} types
   * @param {Iterable<string>} [keys]
   * @param {boolean} [landmark]
   */
  note(types, keys = [], landmark = false) {
    for (const type of /** @type {Type[]} */ (['draw', 'frame'].concat(types))) {
      const change = this.#waiting.get(type) ?? { source: 'program', keys: new Set(), landmark: false };
      for (const key of keys) change.keys.add(key);
      change.landmark ||= landmark;
      if (this.source === 'user') change.source = 'user';
      this.#waiting.set(type, change);
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#later(() => {
      this.#scheduled = false;
      this.tell();
    });
  }

  /**
   * Changes something and tells it at once: for what happens in a frame, to which the next would be late.
   * @param {() => void} action
   */
  now(action) {
    const scheduled = this.#scheduled;
    this.#scheduled = true;
    try {
      action();
    } finally {
      this.#scheduled = scheduled;
    }
    this.tell();
  }

  /** Tells at once what waits. */
  tell() {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const type of TYPES) {
      const detail = waiting.get(type);
      if (detail) this.#emitter.emit(type, detail);
    }
  }

  /** Forgets what waits. */
  clear() {
    this.#waiting.clear();
  }

  /**
   * What `action` changes is the program's doing, not the reader's.
   * @template T
   * @param {() => T} action
   */
  program(action) {
    const source = this.source;
    this.source = 'program';
    try {
      return action();
    } finally {
      this.source = source;
    }
  }
}

/**
 * A page in the background paints nothing, but its scripts still wait for their events.
 * @param {() => void} callback
 */
function beforePaint(callback) {
  if (document.hidden) setTimeout(callback);
  else requestAnimationFrame(callback);
}
