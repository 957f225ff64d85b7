// One run's card. Its DOM is built once; a step only sets the texts that differ.

import { about } from './card-about.js';
import { asIn, idleField, isZero } from './card-choices.js';
import { parse } from '../controls/call.js';
import { linear, make, math, paint, say, stroke, unbroken } from '../dom.js';

/** @import { Session } from '../state/session.js' */
/** @import { RuleCard, RuleRun } from '../types.js' */

/** @typedef {RuleCard['recurrence'][number][number]} Term */

/** A number's place: its cells for x and y, and the widest text they have held. */
/** @typedef {{ x: HTMLElement, y: HTMLElement, width: number }} Place */

/** Steps looked at beforehand, so that columns are as wide as they will have to be. */
const SAMPLES = 12;

/** Cards move, so a place would not tell them apart. */
let made = 0;

/** The longest that a number mostly gets, as in −0.00395 or −1.20e−5. */
const LONG = 8;

export class Card {
  #session;
  /** Among the Scene's rules. */
  index;
  /** The run as it is written: with another text it has another card. */
  text;
  #about;
  #title = make('span');
  #rule = stroke('rule');
  /** As many as a card may have. */
  #facts = Array.from({ length: 5 }, () => make('span'));
  #verdict = make('p', { class: 'verdict' });
  /** @type {Place[]} */
  #places = [];
  /** The lines of the recurrence. */
  lines;
  /** Whether a column has grown since anyone looked whether the lines still fit. */
  widened = false;
  visible = false;

  /** @param {Session} session @param {RuleRun} run @param {number} index */
  constructor(session, run, index) {
    this.#session = session;
    this.index = index;
    this.text = run.text;
    const card = session.ruleCard(run.name);
    if (!card) throw new Error(`the catalogue has no rule "${run.name}"`);
    this.#about = about(session, card, run, () => this.index);
    const lines = card.recurrence.map((line) => this.#line(line, (term) => isLeftOut(term, card, run)));
    this.lines = lines.filter((line) => line !== null);
    made += 1;
    const id = `card-${made}`;
    const inside = run.text.slice(run.name.length).replace(/^\(|\)$/g, '');
    const like = asIn(card, run);
    const name = make('div', { class: 'who' }, make('h4', { id }, this.#title, ...(inside ? [make('small', {}, inside.replaceAll(',', ', '))] : [])));
    if (like) name.append(make('span', { class: 'like' }, like));
    this.body = make(
      'div',
      { class: 'body' },
      make('div', { class: 'lines' }, ...this.lines),
      make('p', { class: 'facts' }, ...this.#facts),
      this.#verdict,
      this.#about,
    );
    const header = make('header', {}, name, make('span', { class: 'used' }, card.usedBy));
    this.element = make('article', { class: 'card', part: 'card', 'aria-labelledby': id }, header, this.body);
    this.element.prepend(this.#rule);
    for (let i = 0; i < SAMPLES; i += 1) this.#numbers(Math.round((run.last * i) / SAMPLES));
  }

  /**
   * What the card in whose place it stands had open, and where the focus was.
   * @param {Card} old which is in the document still
   * @returns {HTMLElement | null} the control that has to get the focus
   */
  follow(old) {
    this.#about.open = old.#about.open;
    const { activeElement } = /** @type {ShadowRoot | Document} */ (old.element.getRootNode());
    const key = activeElement instanceof HTMLElement && old.element.contains(activeElement) ? activeElement.dataset.key : undefined;
    return key ? this.element.querySelector(`[data-key="${key}"]`) : null;
  }

  /** @param {RuleRun} run */
  paint({ color, dash, title }) {
    paint(this.#rule, color, dash);
    say(this.#title, title);
  }

  /**
   * @param {number} step the update after it is shown
   * @param {boolean} verdict whether the run itself may be another
   */
  update(step, verdict) {
    const { playground } = this.#session;
    const numbers = this.#numbers(step);
    this.#places.forEach((place, i) => {
      const [x = '', y = ''] = numbers[i] ?? [];
      say(place.x, x);
      say(place.y, y);
    });
    const facts = playground.facts(this.index, step).split('\t');
    this.#facts.forEach((cell, i) => say(cell, facts[i] ?? ''));
    if (verdict) say(this.#verdict, unbroken(playground.verdict(this.index)));
  }

  /**
   * A column grows with its longest number and never shrinks, and has room for a long one as soon as its numbers differ
   * in length: nothing jitters while they change.
   * @param {number} step
   * @returns {string[][]} the numbers of the update after it, x and y for each place
   */
  #numbers(step) {
    const numbers = this.#session.playground.numbers(this.index, step).split('\n').map((pair) => pair.split('\t'));
    numbers.forEach((pair, i) => {
      const place = this.#places[i];
      if (!place) return;
      const lengths = pair.map((text) => text.length);
      const longest = Math.max(...lengths);
      const steady = Math.min(...lengths) === longest && (place.width === 0 || place.width === longest);
      const width = steady ? longest : Math.max(longest, LONG);
      if (width <= place.width) return;
      place.width = width;
      this.widened = true;
      for (const cell of [place.x, place.y]) cell.style.inlineSize = `${width}ch`;
    });
    return numbers;
  }

  /**
   * A line as a grid of three rows: symbols, x, y. Signs stand in all three, and a dot where symbols are multiplied.
   * @param {Term[]} terms
   * @param {(term: Term) => boolean} leftOut a symbol that is not there; its numbers go nowhere
   */
  #line(terms, leftOut) {
    const line = make('div', { class: 'recurrence', role: 'group' });
    const axes = () => ['', 'x', 'y'].map((text) => make('span', { class: 'axis', 'aria-hidden': String(text === '') }, text));
    line.append(...axes());
    // A line whose first symbol is not there is not there; the numbers keep their places in the list.
    const shown = terms[0] && leftOut(terms[0]) ? [] : terms.filter((term) => !leftOut(term));
    // Where it may be broken: before its last summand.
    const last = shown.findLast(({ mathml }) => /^[+−]$/.test(textOf(mathml)));
    let to = line;
    const said = [];
    for (const term of terms) {
      const before = shown[shown.indexOf(term) - 1];
      const place = { x: make('span', { class: 'n' }), y: make('span', { class: 'n' }), width: 0 };
      if (term.number) this.#places.push(place);
      if (!shown.includes(term)) continue;
      if (term === last) line.append((to = make('div', { class: 'rest' }, ...axes())));
      if (term.number && before?.number) to.append(sign(''), sign('·'), sign('·'));
      const symbol = math(term.mathml);
      // By itself in the grid it has no baseline in WebKit.
      to.append(make('span', {}, symbol));
      said.push(linear(symbol));
      if (term.number) {
        to.append(place.x, place.y);
      } else {
        const text = textOf(term.mathml);
        to.append(sign(text), sign(text));
      }
    }
    // For who hears it symbol by symbol otherwise, each with its numbers.
    line.setAttribute('aria-label', said.join(' '));
    return shown.length > 0 ? line : null;
  }
}

/** @param {string} mathml */
const textOf = (mathml) => mathml.replace(/<[^>]*>/g, '');

/** @param {string} text */
const sign = (text) => make('span', { class: 's' }, text);

/**
 * Whether a symbol is left out of a run's recurrence: a factor that is 1, or what another convention has.
 * @param {Term} term
 * @param {RuleCard} card
 * @param {RuleRun} run
 */
function isLeftOut({ unlessZero, only }, card, run) {
  if (isZero(unlessZero, card, run)) return true;
  const [key, option] = only;
  const choice = card.choices.find((one) => one.key === key);
  if (choice === undefined) return false;
  return idleField(choice, card, run) !== undefined || (parse(run.text).keys[key] ?? choice.default) !== option;
}
