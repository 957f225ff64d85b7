// A hyperparameter under the hand: a slider and its number box, acting on the whole run or from the playhead on.

import { concerns } from '../concerns.js';
import { ref, say } from '../dom.js';
import { propertyOf } from '../scene-keys.js';
import { NumberBox, wrongWith } from './number-box.js';
import { Slider, ticks } from './slider.js';

/** @import { Session } from '../session.js' */
/** @import { Scale } from './scale.js' */

export class Dial {
  #session;
  #property;
  #slider;
  #box;

  /**
   * @param {Session} session
   * @param {ParentNode} root
   * @param {AbortSignal} signal
   * @param {'learning-rate' | 'momentum'} key also the name of its elements in the template
   * @param {Scale} scale
   */
  constructor(session, root, signal, key, scale) {
    this.#session = session;
    this.#property = /** @type {'learningRate' | 'momentum'} */ (propertyOf(session.engine, key));
    const words = key.replace('-', ' ');
    const input = ref(root, key, HTMLInputElement);
    this.#slider = new Slider(input, scale, (value) => `${words} ${value}`, session, (value) => session.adjust(key, value), signal);
    ticks(ref(root, `${key}-ticks`, HTMLElement), scale);
    /** @param {string} text */
    const write = (text) => {
      const wrong = wrongWith(session, { [key]: text });
      if (!wrong) session.adjust(key, Number(text));
      return wrong;
    };
    const message = ref(root, `${key}-problem`, HTMLElement);
    this.#box = new NumberBox(ref(root, `${key}-box`, HTMLInputElement), message, write, signal);
    const keys = [this.#property, 'schedule', 'steps'];
    session.on('scene', (change) => concerns(change, keys) && this.#show(), signal);
    // While it plays only another Scene makes a difference: the switch acts when a hand takes hold, which ends playing.
    for (const type of /** @type {const} */ (['state', 'step'])) session.on(type, () => session.playing || this.#show(), signal);
  }

  #show() {
    const session = this.#session;
    const from = session.actsFrom;
    // A marker's product is said without the digits that rounding adds: 0.05 × 0.2 is 0.010000000000000002.
    const value = from > 0 ? Number(session.playground.force(from)[this.#property].toPrecision(12)) : session.scene[this.#property];
    this.#slider.show(value);
    this.#box.show(String(value));
  }
}

/** The words that say which updates and which runs α and β act on, beside both. */
export class Scope {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const dials = /** @type {const} */ (['learning-rate', 'momentum']).map((key) => ({ key, words: ref(root, `${key}-from`, HTMLElement), whose: '', base: '' }));
    const show = () => {
      if (session.playing) return;
      const from = session.actsFrom;
      for (const { words, whose, base } of dials) say(words, [from > 0 ? `from step ${from} on` : base, whose].filter(Boolean).join(', '));
    };
    /** A change at step 0 that is no factor leaves nothing of the base value. */
    const overrule = () => {
      const first = session.markers.find(({ step }) => step === 0)?.text.split(',') ?? [];
      for (const each of dials) each.base = first.some((text) => new RegExp(`^${each.key}=[^x]`).test(text)) ? 'set at step 0' : '';
    };
    const count = () => {
      const runs = session.playground.rules();
      for (const each of dials) {
        const takes = runs.map((run) => run.takes[each.key]);
        const idle = !takes.includes(true) && runs.length > 0;
        each.whose = others(takes.filter((shared) => shared === false).length, idle);
        each.words.parentElement?.toggleAttribute('data-idle', idle);
      }
      show();
    };
    for (const type of /** @type {const} */ (['state', 'step'])) session.on(type, show, signal);
    session.on('scene', (change) => {
      if (concerns(change, ['schedule'])) overrule();
      if (concerns(change, ['rules'])) count();
      else if (concerns(change, ['steps', 'schedule'])) show();
    }, signal);
  }
}

/** Who does not take a dial's number. @param {number} own how many forms have their own @param {boolean} idle none takes it */
function others(own, idle) {
  if (idle) return own > 0 ? 'each form has its own' : 'no form here has one';
  if (own === 0) return '';
  return own === 1 ? 'one form has its own' : `${own} have their own`;
}
