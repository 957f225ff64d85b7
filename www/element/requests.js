// What is asked of a figure, by methods and by attributes: done at once, or as soon as there is somebody to do it.

import { readAttributes } from './attributes.js';
import { attempt } from '../state/emitter.js';
import { isBeyond } from '../engine.js';

/** @import { Engine } from '../types.js' */
/** @import { Session } from '../state/session.js' */

/**
 * Something to be done.
 * @typedef {object} Wish
 * @property {(session: Session) => unknown} action
 * @property {boolean} [stands] it says where the playhead is to be, which autoplay would not respect
 * @property {unknown} [rules] that it brings
 * @property {Set<string>} [names] of the attributes that changed, where it is to follow them
 */

export class Requests {
  #element;
  #grow;
  #followed;
  /** Who does it; undefined out of the document, and while rules are on their way. @type {Session | undefined} */
  #session;
  /** In the order in which it was asked for: what is asked last wins. @type {Wish[]} */
  #waiting = [];
  #attributes = new MutationObserver((records) => this.settle(records));

  /**
   * @param {HTMLElement} element
   * @param {() => void} grow fetches all rules: pauses at once, and resumes with them or, refused, without
   * @param {() => void} followed hears that attributes have been followed, or changed while there is nobody to follow them
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
    this.#note();
    this.#waiting.push(wish);
    this.#do();
  }

  /** Follows the attributes now, before anybody looks at what came of them. @param {MutationRecord[]} [records] of those that changed */
  settle(records) {
    this.#note(records);
    this.#do();
  }

  /** Whether rules are asked for that this module does not know. @param {Engine} engine */
  exceed(engine) {
    return [this.#element.getAttribute('rules'), ...this.#waiting.map(({ rules }) => rules)].some((rules) => isBeyond(engine, rules));
  }

  /** Whether somebody said where the playhead is to be. */
  get placed() {
    return this.#waiting.some(({ stands }) => stands);
  }

  /** The attributes have been read, all of them; those that changed after something else was asked for have yet to win. */
  forget() {
    this.#note();
    if (this.#waiting[0]?.names) this.#waiting.shift();
  }

  /** From now on there is nobody to do it. */
  pause() {
    this.#session = undefined;
  }

  /**
   * Does what was asked for meanwhile.
   * @param {Session} session
   * @param {boolean} refused the other rules could not be fetched: then it is said which there are
   */
  resume(session, refused) {
    this.#session = session;
    this.#note();
    this.#do(refused);
  }

  /**
   * What they say is read when it is done: one that changes again before that has a later wish, which wins.
   * @param {MutationRecord[]} [records] of the attributes that changed
   */
  #note(records = this.#attributes.takeRecords()) {
    if (records.length === 0) return;
    const names = this.#waiting.at(-1)?.names ?? new Set();
    if (names.size === 0) this.#waiting.push(this.#follow(names));
    for (const { attributeName } of records) names.add(/** @type {string} */ (attributeName));
    // How it is dressed waits for nobody.
    if (!this.#session) this.#followed();
  }

  /** @param {Set<string>} names @returns {Wish} */
  #follow(names) {
    const element = this.#element;
    return {
      names,
      get rules() {
        return names.has('rules') ? element.getAttribute('rules') : null;
      },
      action: (session) => {
        session.follow(readAttributes(element, session.engine), names);
        this.#followed();
      },
    };
  }

  #do(refused = false) {
    while (this.#session && this.#waiting.length > 0) {
      const session = this.#session;
      const [{ action, rules }] = this.#waiting;
      // Until they are here there is nobody to do it.
      if (!refused && isBeyond(session.engine, rules)) return this.#grow();
      this.#waiting.shift();
      session.program(() => attempt(() => action(session)));
    }
  }
}
