// α and β under the hand: each a slider and its number box, acting on the whole run or from the playhead on.

import { ref, spoken } from '../dom.js';
import { propertyOf } from '../state/scene-keys.js';
import { NumberBox, wrongWith } from './number-box.js';
import { logarithmic, nines } from './scale.js';
import { Slider, ticks } from './slider.js';

/** @import { Session } from '../state/session.js' */
/** @import { Scale } from './scale.js' */

export class Dials {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    // The range worth a slider, as the first rule that takes the Scene's α has it.
    const fields = session.catalogue.rules.flatMap((rule) => rule.fields);
    const [low, high] = fields.find(({ shared, key }) => shared && key === 'learning-rate')?.usual ?? [0, 1];
    new Dial(session, root, signal, 'learning-rate', logarithmic(low, high));
    new Dial(session, root, signal, 'momentum', nines());
  }
}

class Dial {
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
    const input = ref(root, key, HTMLInputElement);
    this.#slider = new Slider(input, scale, (value) => `${spoken(key)} ${value}`, session, (value) => session.adjust(key, value), signal);
    ticks(ref(root, `${key}-ticks`, HTMLElement), scale);
    /** @param {string} text */
    const write = (text) => {
      const wrong = wrongWith(session, { [key]: text });
      if (!wrong) session.adjust(key, Number(text));
      return wrong;
    };
    const message = ref(root, `${key}-problem`, HTMLElement);
    const box = ref(root, `${key}-box`, HTMLInputElement);
    this.#box = new NumberBox(box, message, write, signal);
    // Where what is typed acts stands still, and so does the number there.
    box.addEventListener('focus', () => {
      if (!session.playing || !session.fromHere) return;
      session.pause();
      this.#show();
      box.select();
    }, { signal });
    session.onScene([this.#property, 'schedule', 'steps'], () => this.#show(), signal);
    // While it plays only another Scene makes a difference: the switch acts when a hand takes hold, which ends playing.
    session.on(['state', 'step'], () => session.playing || this.#show(), signal);
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
