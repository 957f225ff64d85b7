// What is asked of a figure, by methods and by attributes: done at once, or as soon as there is somebody to do it.

import { readAttributes } from './attributes.js';
import { attempt } from './emitter.js';
import { isBeyond } from './engine.js';

/** @import { Engine } from './types.js' */
/** @import { Session } from './session.js' */

/**
 * Something to be done.
 * @typedef {object} Wish
 * @property {(session: Session) => unknown} action
 * @property {boolean} [stands] it says where the playhead is to be, which autoplay would not respect
 * @property {unknown} [rules] that it brings
 */

export class Requests {
  #element;
  #grow;
  #followed;
  /** Who does it; undefined out of the document, and while its parts are made anew. @type {Session | undefined} */
  #session;
  /** @type {Wish[]} */
  #waiting = [];
  /** Attributes that changed and have not been followed. @type {Set<string>} */
  #changed = new Set();
  #attributes = new MutationObserver((records) => this.#follow(records));

  /**
   * @param {HTMLElement} element
   * @param {() => void} grow fetches all rules: pauses at once, and resumes with them or, refused, without
   * @param {() => void} followed hears that attributes have been followed
   */
  constructor(element, grow, followed) {
    this.#element = element;
    this.#grow = grow;
    this.#followed = followed;
    // The names of the Scene's keys come with the wasm module, too late for observedAttributes.
    this.#attributes.observe(element, { attributes: true });
  }

  /** @param {Wish} wish */
  ask(wish) {
    this.settle();
    const session = this.#session;
    if (session && !isBeyond(session.engine, wish.rules)) return void session.program(() => wish.action(session));
    this.#waiting.push(wish);
    if (session) this.#grow();
  }

  /** Follows the attributes now, before anybody looks at what came of them. */
  settle() {
    this.#follow(this.#attributes.takeRecords());
  }

  /** Whether rules are asked for that this module does not know. @param {Engine} engine */
  exceed(engine) {
    return [readAttributes(this.#element, engine).entries, ...this.#waiting].some(({ rules }) => isBeyond(engine, rules));
  }

  /** Whether somebody said where the playhead is to be. */
  get placed() {
    return this.#waiting.some(({ stands }) => stands);
  }

  /** The attributes have been read, all of them. */
  forget() {
    this.#attributes.takeRecords();
    this.#changed.clear();
  }

  /** From now on there is nobody to do it. */
  pause() {
    this.#session = undefined;
  }

  /**
   * Does what was asked for meanwhile, the attributes first.
   * @param {Session} session
   * @param {boolean} refused the other rules could not be fetched: then it is said which there are
   */
  resume(session, refused) {
    this.#session = session;
    this.#follow(this.#attributes.takeRecords(), refused);
    // They may have asked for rules that are not here.
    if (!this.#session) return;
    if (!refused && this.#waiting.some(({ rules }) => isBeyond(session.engine, rules))) return this.#grow();
    session.program(() => {
      for (const { action } of this.#waiting.splice(0)) attempt(() => action(session));
    });
  }

  /** @param {MutationRecord[]} records @param {boolean} [refused] */
  #follow(records, refused = false) {
    for (const { attributeName } of records) this.#changed.add(/** @type {string} */ (attributeName));
    const session = this.#session;
    if (!session || this.#changed.size === 0) return;
    const wishes = readAttributes(this.#element, session.engine);
    if (!refused && this.#changed.has('rules') && isBeyond(session.engine, wishes.entries.rules)) return this.#grow();
    const names = [...this.#changed];
    this.#changed.clear();
    session.program(() => session.follow(wishes, names));
    this.#followed();
  }
}
