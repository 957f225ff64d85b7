// Which forms walk: a switch for each of the usual ones and for what else runs, and a way to all others.

import { make, mark, paint, passFocus, putFirst, ref, say, stroke } from '../dom.js';
import { PickerButton } from './picker-button.js';
import { toggle } from './runs.js';

/** @import { Session } from '../state/session.js' */
/** @import { RuleCard } from '../types.js' */

/** @typedef {{ name: string, button: HTMLButtonElement, swatch: SVGSVGElement }} Chip */

export class Rules {
  #session;
  #signal;
  #parent;
  #message;
  #more;
  #picker;
  /** By the rule's name, made when it is first shown. @type {Map<string, Chip>} */
  #chips = new Map();
  /** What was switched off here keeps its chip until the picker is opened: it may be wanted again. */
  #kept = new Set();

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#signal = signal;
    this.#parent = ref(root, 'rules', HTMLElement);
    this.#message = ref(root, 'rules-problem', HTMLElement);
    this.#picker = new PickerButton(session, root, signal);
    this.#more = ref(root, 'more-rules', HTMLElement);
    this.#more.addEventListener('click', () => this.#kept.clear(), { signal });
    session.onScene(['rules'], () => {
      this.#show();
      if (session.scene.rules.length > 1) say(this.#message, '');
    }, signal);
    // Another theme has other colours.
    session.on('state', () => this.#show(), signal);
  }

  /** @param {RuleCard} card */
  #chip({ name, title, sentence, usual }) {
    const known = this.#chips.get(name);
    if (known) return known;
    const swatch = stroke('swatch');
    const extra = usual ? '' : ' extra';
    const button = make('button', { class: `chip${extra}`, type: 'button', title: sentence, 'aria-pressed': 'false' }, swatch, title);
    button.addEventListener('click', () => {
      if (!usual) this.#kept.add(name);
      say(this.#message, toggle(this.#session, name));
    }, { signal: this.#signal });
    const chip = { name, button, swatch };
    this.#chips.set(name, chip);
    return chip;
  }

  #show() {
    const runs = this.#session.playground.rules();
    const names = new Set(runs.map(({ name }) => name));
    const { rules } = this.#session.catalogue;
    const extra = rules.filter(({ name, usual }) => !usual && (names.has(name) || this.#kept.has(name)));
    const chips = [...rules.filter(({ usual }) => usual), ...extra].map((card) => this.#chip(card));
    // The last is the button that leads to all others.
    const old = [...this.#parent.children].slice(0, -1);
    const gone = old.filter((button) => !chips.some((chip) => chip.button === button));
    for (const button of gone) {
      passFocus(button, this.#more);
      button.remove();
    }
    putFirst(this.#parent, chips.map(({ button }) => button));
    for (const { name, button, swatch } of chips) {
      const run = runs.find((each) => each.name === name);
      mark(button, 'aria-pressed', String(run !== undefined));
      mark(button, 'aria-disabled', run && names.size === 1 ? 'true' : null);
      paint(swatch, run?.color ?? 'currentColor', run?.dash ?? []);
    }
    this.#picker.show(runs);
  }
}
