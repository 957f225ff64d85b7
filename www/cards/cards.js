// A card per run: its recurrence with this step's numbers, and one sentence on how it ended.

import { Card } from './card.js';
import { Landscape } from './landscape-card.js';
import { parse } from '../controls/call.js';
import { passFocus, putFirst, ref } from '../dom.js';
import { fit } from './fit.js';

/** @import { Session } from '../state/session.js' */

/** A card of which less is seen shows none of its numbers. */
const GLIMPSE = '0px 0px -40px 0px';

/** Numbers that change faster than this cannot be read, and cost layout. */
const PAUSE = 100;

export class Cards {
  #session;
  #parent;
  #plot;
  #landscape;
  /** @type {Card[]} */
  #cards = [];
  #built = '';
  #last = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #verdicts = false;
  /** Whether the Scene is another one, and not only the step. */
  #changed = false;
  /** Whether there may be other runs, or other colours for them. */
  #other = false;
  /** The width that the lines were fitted to. */
  #width = 0;
  /** Cards out of sight cost nothing while anything moves. @type {IntersectionObserver} */
  #sight;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#parent = ref(root, 'cards', HTMLElement);
    this.#plot = ref(root, 'plot', HTMLElement);
    this.#landscape = new Landscape(session);
    this.#sight = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: GLIMPSE });
    const resized = new ResizeObserver(() => this.#parent.clientWidth !== this.#width && this.#fit());
    resized.observe(this.#parent);
    const later = (/** @type {boolean} */ verdicts) => {
      this.#verdicts ||= verdicts;
      if (this.#timer) return;
      const wait = this.#last + PAUSE - performance.now();
      if (wait <= 0) this.#update();
      else this.#timer = setTimeout(() => this.#update(), wait);
    };
    session.onScene(['rules', 'surface'], () => (this.#other = true), signal);
    session.on('scene', () => {
      this.#changed = true;
      later(true);
    }, signal);
    session.on('state', () => later(true), signal);
    session.on('step', () => later(false), signal);
    addEventListener('beforeprint', () => this.#print(true), { signal });
    addEventListener('afterprint', () => this.#print(false), { signal });
    signal.addEventListener('abort', () => {
      clearTimeout(this.#timer);
      this.#sight.disconnect();
      resized.disconnect();
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
    const all = whole || (!session.inGesture && (!session.playing || this.#changed));
    this.#changed = false;
    for (const card of this.#cards) if (all || card.visible) card.update(step, verdicts);
    if (this.#cards.some(({ widened }) => widened)) this.#fit();
  }

  /** Lines are fitted to the width that every paper has. @param {boolean} paper */
  #print(paper) {
    if (paper) this.#update(true);
    this.#parent.toggleAttribute('data-paper', paper);
    this.#fit();
  }

  #fit() {
    this.#width = this.#parent.clientWidth;
    fit(this.#cards.flatMap((card) => card.lines));
    for (const card of this.#cards) card.widened = false;
  }

  /** New cards for runs that are written otherwise; the others stay as they are, and colours alone are repainted. */
  #build() {
    const runs = this.#session.playground.rules();
    const key = runs.map(({ text }) => text).join(' ');
    if (key !== this.#built) {
      this.#built = key;
      const old = this.#cards;
      const left = new Set(old);
      this.#cards = runs.map((run, i) => {
        const same = [...left].find(({ text }) => text === run.text);
        if (!same) return new Card(this.#session, run, i);
        left.delete(same);
        same.index = i;
        return same;
      });
      this.#put(old, left);
      this.#session.emit('cards', null);
    }
    this.#cards.forEach((card, i) => card.paint(runs[i]));
    this.#landscape.show();
  }

  /** @param {Card[]} old @param {Set<Card>} gone those of them that are not needed any more */
  #put(old, gone) {
    // One run was written anew: its card goes on where the old one was.
    const [next] = this.#cards.filter((card) => !old.includes(card));
    const [last] = gone;
    const follows = next && gone.size === 1 && old.length === this.#cards.length && parse(next.text).name === parse(last.text).name;
    const focus = follows ? next.follow(last) : null;
    for (const { body, element } of gone) {
      this.#sight.unobserve(body);
      passFocus(element, this.#plot);
      element.remove();
    }
    putFirst(this.#parent, [...this.#cards.map(({ element }) => element), this.#landscape.element]);
    for (const card of this.#cards) if (!old.includes(card)) this.#sight.observe(card.body);
    focus?.focus({ preventScroll: true });
  }
}
