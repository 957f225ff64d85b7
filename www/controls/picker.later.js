// All rules, by family, with a search. It stays open while one chooses, and leaves the figure in sight.

import { isChord, make, mark, paint, ref, say, stroke } from '../dom.js';
import { adopt } from '../style/sheets.js';
import { STYLE } from '../style/picker.js';
import { bringAbove } from '../place.js';
import { motionIsWelcome } from '../watch.js';
import { full, most, toggle } from './runs.js';
import { rank } from './search.js';

/** @import { Session } from '../state/session.js' */
/** @import { Catalogue, RuleCard, RuleRun } from '../types.js' */

/** @typedef {{ card: RuleCard, item: HTMLElement, button: HTMLButtonElement, swatch: SVGSVGElement, times: HTMLElement }} Row */
/** @typedef {{ title: string, section: HTMLElement, list: HTMLElement, link: HTMLButtonElement, rows: Row[] }} Group */

/** What moves from row to row, and how far. @type {Record<string, number>} */
const MOVES = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5, Home: -Infinity, End: Infinity };

export class Picker {
  #session;
  #signal;
  #panel;
  #opener;
  #plot;
  /** @type {Group[]} */
  #groups = [];
  /** Whose rules these are. @type {Catalogue | undefined} */
  #of;
  #search = make('input', {
    class: 'box', type: 'search', placeholder: 'search: a name, a library, what it does', 'aria-label': 'Search the optimizers',
    autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search',
  });
  #links = make('div', { class: 'jumps', role: 'group', 'aria-label': 'Families' });
  #list = make('div', { class: 'families' });
  #count = make('p', { class: 'note', role: 'status' });
  #nothing = make('p', { class: 'nothing', hidden: true });
  #unheard = '';
  /** How many ran when the last switch was refused; -1 where none was. */
  #refusedAt = -1;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#signal = signal;
    this.#panel = ref(root, 'picker', HTMLElement);
    this.#opener = ref(root, 'more-rules', HTMLButtonElement);
    this.#plot = ref(root, 'plot', HTMLElement);
    this.#on(ref(root, 'root', HTMLElement), 'focusin', ({ target }) => this.#left(/** @type {Element} */ (target)));
    session.on('grown', () => this.#panel.hidden || this.#renew(), signal);
    adopt(root, STYLE);
  }

  /** @param {RuleRun[]} [runs] what runs now, if it is known already */
  show(runs = this.#session.playground.rules()) {
    if (this.#panel.hidden) return;
    const crowded = full(this.#session);
    // With more runs, or fewer, a refusal is no longer true.
    if (this.#refusedAt >= 0 && this.#refusedAt !== runs.length) {
      this.#unheard = '';
      this.#refusedAt = -1;
    }
    for (const { card, button, swatch, times } of this.#rows()) {
      const mine = runs.filter(({ name }) => name === card.name);
      mark(button, 'aria-pressed', String(mine.length > 0));
      const last = mine.length === runs.length;
      mark(button, 'aria-disabled', last || (crowded && mine.length === 0) ? 'true' : null);
      paint(swatch, mine[0]?.color ?? 'currentColor', mine[0]?.dash ?? []);
      say(times, mine.length > 1 ? ` × ${mine.length}` : '');
    }
    const { rulesLimit } = this.#session.catalogue;
    say(this.#count, this.#unheard || (crowded ? most(this.#session) : `${runs.length} of at most ${rulesLimit} runs`));
    this.#panel.classList.toggle('crowded', crowded);
  }

  // --- opening and closing

  /** @param {string} trouble that it was opened with */
  open(trouble) {
    if (this.#groups.length === 0) this.#build();
    if (this.#of !== this.#session.catalogue) this.#fill();
    this.#panel.hidden = false;
    mark(this.#opener, 'aria-expanded', 'true');
    this.#search.value = '';
    this.#find(trouble);
    this.#list.scrollTop = 0;
    // On a touch screen the box would bring its keyboard along, over half of the list.
    const first = matchMedia('(pointer: coarse)').matches ? this.#panel : this.#search;
    first.focus({ preventScroll: true });
    this.#fit();
    // What is chosen is to be seen at once.
    if (this.#isSheet()) bringAbove(this.#plot, this.#panel);
    else this.#panel.scrollIntoView({ block: 'nearest', behavior: motionIsWelcome() ? 'smooth' : 'instant' });
  }

  close() {
    this.#panel.hidden = true;
    mark(this.#opener, 'aria-expanded', 'false');
    this.#opener.focus();
  }

  /** Whether it lies at the foot of the window, over other things; else it stands beside the figure. */
  #isSheet() {
    return getComputedStyle(this.#panel).position === 'sticky';
  }

  /** Above the keyboard of a phone, which lies over the page and its foot. */
  #fit() {
    const { visualViewport: seen, document: { documentElement } } = window;
    const hidden = seen && seen.scale === 1 ? documentElement.clientHeight - seen.height - seen.offsetTop : 0;
    const { style } = this.#panel;
    style.insetBlockEnd = hidden > 1 ? `${hidden}px` : '';
    style.maxBlockSize = seen && hidden > 1 ? `${seen.height * 0.75}px` : '';
  }

  // --- what stands in it, made when it is first opened

  #build() {
    const done = make('button', { type: 'button', class: 'done' }, 'done');
    this.#panel.append(
      make('header', {}, make('h3', { id: 'picker-name' }, 'Optimizers'), this.#count, done),
      this.#search,
      this.#links,
      this.#list,
    );
    this.#on(done, 'click', () => this.close());
    this.#on(this.#search, 'input', () => this.#find());
    this.#on(this.#panel, 'keydown', (event) => this.#press(/** @type {KeyboardEvent} */ (event)));
    this.#on(this.#list, 'focusin', ({ target }) => this.#stop(/** @type {Element} */ (target)));
    if (window.visualViewport) this.#on(window.visualViewport, 'resize', () => this.#panel.hidden || this.#fit());
  }

  /** All rules that there are: they may be more once others have come. */
  #fill() {
    this.#of = this.#session.catalogue;
    const { families, rules } = this.#of;
    this.#groups = families.map((title, i) => this.#group(title, i, rules.filter(({ family }) => family === title)));
    this.#groups = this.#groups.filter(({ rows }) => rows.length > 0);
    this.#links.replaceChildren(...this.#groups.map(({ link }) => link));
    this.#list.replaceChildren(this.#nothing, ...this.#groups.map(({ section }) => section));
  }

  /** As it was opened without them. */
  #renew() {
    const held = this.#list.matches(':focus-within');
    this.#fill();
    this.#find();
    if (held) this.#search.focus({ preventScroll: true });
  }

  /** @param {string} title @param {number} i @param {RuleCard[]} cards @returns {Group} */
  #group(title, i, cards) {
    const id = `family-${i}`;
    const rows = cards.map((card) => this.#row(card));
    const list = make('ul', {}, ...rows.map(({ item }) => item));
    const section = make('section', { 'aria-labelledby': id }, make('h4', { id }, title), list);
    const link = make('button', { type: 'button' }, title);
    this.#on(link, 'click', () => (this.#list.scrollTop = section.offsetTop));
    return { title, section, list, link, rows };
  }

  /** @param {RuleCard} card @returns {Row} */
  #row(card) {
    const { name, title, usedBy, sentence } = card;
    const swatch = stroke('swatch');
    const times = make('span');
    const button = make(
      'button',
      { type: 'button', class: 'pick', tabindex: '-1', 'aria-labelledby': `pick-${name}`, 'aria-describedby': `about-${name}` },
      swatch,
      make('span', { class: 'title' }, make('b', { id: `pick-${name}` }, title), times),
      make('span', { id: `about-${name}`, class: 'said' }, sentence, ' ', make('span', { class: 'used' }, usedBy)),
    );
    this.#on(button, 'click', () => this.#toggle(card));
    return { card, item: make('li', {}, button), button, swatch, times };
  }

  // --- what one does with it

  /** @param {RuleCard} card */
  #toggle({ name, title }) {
    const { length } = this.#session.scene.rules;
    this.#unheard = toggle(this.#session, name);
    this.#refusedAt = this.#unheard ? length : -1;
    if (!this.#unheard) this.#session.say(`${title} ${this.#session.scene.rules.length > length ? 'added' : 'removed'}.`);
    this.show();
  }

  /**
   * Best answers first; without a question all rules, in the catalogue's order.
   * @param {string} [trouble] what there is to say without a question
   */
  #find(trouble = '') {
    const query = this.#search.value.trim();
    /** @param {Row} row */
    const order = ({ card }) => rank(card, query);
    /** @type {[number, Group][]} */
    const groups = this.#groups.map((group) => {
      const ranked = group.rows.map((row) => /** @type {const} */ ([order(row), row])).toSorted(([a], [b]) => a - b);
      for (const [at, { item }] of ranked) item.hidden = at === Infinity;
      group.list.append(...ranked.map(([, { item }]) => item));
      const best = ranked[0][0];
      group.section.hidden = best === Infinity;
      mark(group.link, 'aria-disabled', best === Infinity ? 'true' : null);
      return [best, group];
    });
    this.#list.append(...groups.toSorted(([a], [b]) => a - b).map(([, { section }]) => section));
    this.#list.scrollTop = 0;
    const shown = this.#shown();
    const [first] = shown;
    this.#nothing.hidden = shown.length > 0;
    if (!first) say(this.#nothing, `Nothing here answers to “${query}”. Search for a name, a library or its call (“optax”, “SGD”), a family, or a word of what it does (“sign”, “norm”).`);
    const rows = this.#rows();
    for (const { button } of rows) mark(button, 'data-enter', null);
    if (query) mark(first ?? this.#nothing, 'data-enter', '');
    this.#stop(first ?? null);
    const best = rows.find(({ button }) => button === first)?.card.title;
    this.#unheard = query ? (best ? `${shown.length} found, Enter: ${best}` : 'Nothing found.') : trouble;
    this.show();
  }

  #rows() {
    return this.#groups.flatMap(({ rows }) => rows);
  }

  /** The rows' buttons as they stand below each other. */
  #shown() {
    return /** @type {HTMLButtonElement[]} */ ([...this.#list.querySelectorAll('section:not([hidden]) li:not([hidden]) .pick')]);
  }

  /** The one row that Tab comes to. @param {Element | null} target */
  #stop(target) {
    for (const { button } of this.#rows()) button.tabIndex = button === target ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, target } = event;
    if (isChord(event)) return;
    if (!this.#does(key, /** @type {Element} */ (target))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} key @param {Element} target @returns {boolean} whether that is all the key does */
  #does(key, target) {
    const searching = target === this.#search;
    const shown = this.#shown();
    if (key === 'Escape') {
      this.close();
    } else if (searching && key === 'Enter') {
      if (this.#search.value.trim() !== '') shown[0]?.click();
    } else if (MOVES[key] && (searching ? key === 'ArrowDown' : target.matches('.pick'))) {
      const at = searching ? -1 : shown.findIndex((button) => button === target);
      const to = at + MOVES[key];
      if (to < 0 && key === 'ArrowUp') this.#search.focus();
      else shown[Math.max(0, Math.min(shown.length - 1, to))]?.focus();
    } else {
      // Who types means the box, wherever the focus is.
      if (!searching && key.length === 1 && key !== ' ') this.#search.focus();
      return false;
    }
    return true;
  }

  /** The keyboard does not come to what a sheet lies over. @param {Element} now what has the focus */
  #left(now) {
    if (this.#panel.hidden || this.#panel.contains(now) || !now.matches(':focus-visible') || !this.#isSheet()) return;
    this.#panel.hidden = true;
    mark(this.#opener, 'aria-expanded', 'false');
  }

  /** @param {EventTarget} target @param {string} type @param {(event: Event) => void} listener */
  #on(target, type, listener) {
    target.addEventListener(type, listener, { signal: this.#signal });
  }
}
