// The surface's card: its formula, what it teaches, where it comes from.

import { make, math, paint, say, stroke } from './dom.js';

/** @import { Session } from './session.js' */

export class Landscape {
  #session;
  #title = make('h4');
  #formula = make('div', { class: 'formula' });
  #lesson = make('p', { class: 'verdict' });
  #source = make('p', { class: 'note' });
  #name = '';

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
    const rule = stroke('rule');
    paint(rule, 'currentColor', []);
    const header = make('header', {}, this.#title, make('span', { class: 'used' }, 'the landscape'));
    const body = make('div', { class: 'body' }, this.#formula, this.#lesson, this.#source);
    this.element = make('article', { class: 'card landscape', part: 'card' }, header, body);
    this.element.prepend(rule);
  }

  show() {
    const { name } = this.#session.playground.surface();
    const card = this.#session.catalogue.surfaces.find((surface) => surface.name === name);
    if (!card || name === this.#name) return;
    this.#name = name;
    say(this.#title, card.title);
    this.#formula.replaceChildren(math(card.formula));
    say(this.#lesson, card.lesson);
    say(this.#source, card.source);
  }
}
