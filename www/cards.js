// A card per run: its recurrence with this step's numbers, and one sentence on how it ended.

import { Card } from './card.js';
import { Landscape } from './landscape-card.js';
import { ref } from './dom.js';

/** @import { Session } from './session.js' */

/** Numbers that change faster than this cannot be read, and cost layout. */
const PAUSE = 100;

export class Cards {
  #session;
  #parent;
  #landscape;
  /** @type {Card[]} */
  #cards = [];
  #built = '';
  #last = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #verdicts = false;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#parent = ref(root, 'cards', HTMLElement);
    this.#landscape = new Landscape(session);
    const later = (/** @type {boolean} */ verdicts) => {
      this.#verdicts ||= verdicts;
      if (this.#timer) return;
      const wait = this.#last + PAUSE - performance.now();
      if (wait <= 0) this.#update();
      else this.#timer = setTimeout(() => this.#update(), wait);
    };
    session.addEventListener('scene', () => later(true), { signal });
    session.addEventListener('state', () => later(true), { signal });
    session.addEventListener('step', () => later(false), { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  #update() {
    this.#timer = undefined;
    const session = this.#session;
    if (!session.awake) return;
    this.#last = performance.now();
    if (this.#verdicts) this.#build();
    const step = Math.floor(session.step);
    for (const card of this.#cards) card.update(step, this.#verdicts);
    this.#verdicts = false;
  }

  /** New cards for another list of rules; colours alone are repainted. */
  #build() {
    const runs = this.#session.playground.rules();
    const key = runs.map(({ text }) => text).join(' ');
    if (key !== this.#built) {
      this.#built = key;
      this.#cards = runs.map((run, i) => new Card(this.#session, run, i));
      this.#parent.replaceChildren(...this.#cards.map((card) => card.element), this.#landscape.element);
    }
    this.#cards.forEach((card, i) => card.paint(runs[i]));
    this.#landscape.show();
  }
}
