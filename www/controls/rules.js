// Which forms walk: a switch for each rule of the catalogue.

import { concerns } from '../concerns.js';
import { make, mark, paint, ref, say, stroke } from '../dom.js';
import { parse } from './call.js';

/** @import { Session } from '../session.js' */

/** @typedef {{ name: string, button: HTMLButtonElement, swatch: SVGSVGElement }} Chip */

/** The Scene's limit has words of its own; here it only greys out. */
const LAST = 'One form has to stay: switch another on first.';

export class Rules {
  #session;
  #message;
  /** @type {Chip[]} */
  #chips;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#message = ref(root, 'rules-problem', HTMLElement);
    this.#chips = session.catalogue.rules.map(({ name, title, sentence }) => {
      const swatch = stroke('swatch');
      const button = make('button', { class: 'chip', type: 'button', title: sentence, 'aria-pressed': 'false' }, swatch, title);
      button.addEventListener('click', () => this.#toggle(name), { signal });
      return { name, button, swatch };
    });
    ref(root, 'rules', HTMLElement).append(...this.#chips.map(({ button }) => button));
    session.on('scene', (change) => concerns(change, ['rules']) && this.#show(), signal);
    // Another theme has other colours.
    session.on('state', () => this.#show(), signal);
  }

  /** @param {string} name */
  #toggle(name) {
    const rules = this.#session.scene.rules;
    const left = rules.filter((text) => parse(text).name !== name);
    if (left.length === 0) return say(this.#message, LAST);
    const next = left.length < rules.length ? left : this.#with(rules, name);
    const problems = this.#session.edit({ rules: next }, { push: true });
    say(this.#message, problems.map(({ message }) => message).join(' '));
  }

  /**
   * A new form goes where the catalogue has it.
   *
   * @param {string[]} rules @param {string} name
   */
  #with(rules, name) {
    const order = this.#chips.map((chip) => chip.name);
    const place = rules.findIndex((text) => order.indexOf(parse(text).name) > order.indexOf(name));
    return place < 0 ? [...rules, name] : [...rules.slice(0, place), name, ...rules.slice(place)];
  }

  #show() {
    const runs = this.#session.playground.rules();
    const names = new Set(runs.map(({ name }) => name));
    for (const { name, button, swatch } of this.#chips) {
      const run = runs.find((each) => each.name === name);
      mark(button, 'aria-pressed', String(run !== undefined));
      mark(button, 'aria-disabled', run && names.size === 1 ? 'true' : null);
      paint(swatch, run?.color ?? 'currentColor', run?.dash ?? []);
    }
    if (names.size > 1) say(this.#message, '');
  }
}
