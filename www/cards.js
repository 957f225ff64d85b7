// A card per run: its recurrence with this step's numbers, and one sentence on how it ended.

import { Card } from './card.js';
import { concerns } from './concerns.js';
import { Landscape } from './landscape-card.js';
import { ref } from './dom.js';

/** @import { Session } from './session.js' */

/** A card of which less is seen shows none of its numbers. */
const GLIMPSE = '0px 0px -40px 0px';

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
  /** Whether there may be other runs, or other colours for them. */
  #other = false;
  /** Cards out of sight cost nothing while anything moves. @type {IntersectionObserver} */
  #sight;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#parent = ref(root, 'cards', HTMLElement);
    this.#landscape = new Landscape(session);
    this.#sight = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: GLIMPSE });
    const later = (/** @type {boolean} */ verdicts, other = false) => {
      this.#verdicts ||= verdicts;
      this.#other ||= other;
      if (this.#timer) return;
      const wait = this.#last + PAUSE - performance.now();
      if (wait <= 0) this.#update();
      else this.#timer = setTimeout(() => this.#update(), wait);
    };
    session.on('scene', (change) => later(true, concerns(change, ['rules', 'surface'])), signal);
    session.on('state', () => later(true), signal);
    session.on('step', () => later(false), signal);
    addEventListener('beforeprint', () => this.#update(true), { signal });
    signal.addEventListener('abort', () => {
      clearTimeout(this.#timer);
      this.#sight.disconnect();
    });
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #see(entries) {
    for (const { target, isIntersecting } of entries) {
      const card = this.#cards.find(({ body }) => body === target);
      if (!card) continue;
      card.visible = isIntersecting;
      if (isIntersecting && this.#session.awake) card.update(Math.floor(this.#session.step), true);
    }
  }

  /** @param {boolean} [whole] whether or not anybody sees them */
  #update(whole = false) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const session = this.#session;
    if (!session.awake) return;
    this.#last = performance.now();
    const verdicts = this.#verdicts || whole;
    this.#verdicts = false;
    if (this.#other) this.#build();
    this.#other = false;
    const step = Math.floor(session.step);
    // Who searches the page, or has it read aloud, meets cards that were never scrolled to.
    const all = whole || (!session.playing && !session.inGesture);
    for (const card of this.#cards) if (all || card.visible) card.update(step, verdicts);
  }

  /** New cards for another list of rules; colours alone are repainted. */
  #build() {
    const runs = this.#session.playground.rules();
    const key = runs.map(({ text }) => text).join(' ');
    if (key !== this.#built) {
      this.#built = key;
      this.#cards = runs.map((run, i) => new Card(this.#session, run, i));
      this.#sight.disconnect();
      for (const { body } of this.#cards) this.#sight.observe(body);
      this.#parent.replaceChildren(...this.#cards.map((card) => card.element), this.#landscape.element);
      this.#session.emit('cards', null);
    }
    this.#cards.forEach((card, i) => card.paint(runs[i]));
    this.#landscape.show();
  }
}
