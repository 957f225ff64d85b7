// The landscape: which family, its parameters, where the paths start, how many steps they take.

import { concerns } from '../concerns.js';
import { make, ref } from '../dom.js';
import { format } from './call.js';
import { NumberBox, change, wrongWith } from './number-box.js';
import { suited } from './scale.js';
import { Slider } from './slider.js';

/** @import { Session } from '../session.js' */
/** @import { Parameter, SurfaceCard } from '../types.js' */

/** @typedef {{ slider: Slider, box: NumberBox }} Knob */

export class Surface {
  #session;
  #root;
  #select;
  #message;
  /** @type {Knob[]} */
  #knobs = [];
  #family = '';
  /** Ends the listeners of the knobs when another family comes. */
  #knobLife = new AbortController();

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#root = root;
    this.#select = ref(root, 'surface', HTMLSelectElement);
    this.#message = ref(root, 'surface-problem', HTMLElement);
    this.#select.append(...session.catalogue.surfaces.map(({ name, title }) => make('option', { value: name }, title)));
    this.#select.addEventListener('change', () => this.#choose(this.#select.value), { signal });
    signal.addEventListener('abort', () => this.#knobLife.abort());
    session.on('scene', (told) => concerns(told, ['surface']) && this.#show(), signal);
  }

  /**
   * Another landscape is a fresh beginning: an α fit for one is meaningless on another, and so are its markers.
   *
   * @param {string} surface
   */
  #choose(surface) {
    const card = this.#card(surface);
    if (card) this.#session.edit({ surface, start: card.start, learningRate: card.learningRate, schedule: '' }, { push: true });
  }

  /** @param {string} name @returns {SurfaceCard | undefined} */
  #card(name) {
    return this.#session.catalogue.surfaces.find((surface) => surface.name === name);
  }

  #show() {
    const { name, parameters } = this.#session.playground.surface();
    const card = this.#card(name);
    if (!card) return;
    if (name !== this.#family) this.#rebuild(card);
    card.parameters.forEach((_, i) => {
      this.#knobs[i].slider.show(parameters[i]);
      this.#knobs[i].box.show(String(parameters[i]));
    });
  }

  /** @param {SurfaceCard} card */
  #rebuild(card) {
    this.#family = card.name;
    this.#select.value = card.name;
    this.#knobLife.abort();
    this.#knobLife = new AbortController();
    const parent = ref(this.#root, 'parameters', HTMLElement);
    parent.replaceChildren();
    this.#knobs = card.parameters.map((parameter, i) => this.#knob(parent, parameter, i));
  }

  /** @param {HTMLElement} parent @param {Parameter} parameter @param {number} i @returns {Knob} */
  #knob(parent, { key, symbol, meaning, usual }, i) {
    const session = this.#session;
    const signal = this.#knobLife.signal;
    const words = `${key.replaceAll('-', ' ')}, ${meaning}`;
    const range = make('input', { type: 'range', 'aria-label': words });
    const input = make('input', {
      class: 'box', type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', 'aria-label': `${words}, number`,
    });
    // A key of one letter is the symbol again and says nothing.
    const name = make('span', { class: 'name' }, key.length > 1 ? key.replaceAll('-', ' ') : meaning);
    const title = make('span', { class: 'title' }, make('span', { class: 'symbol' }, symbol), name);
    parent.append(make('div', { class: 'knob', title: words }, title, range, input));
    /** @param {string | number} value */
    const entries = (value) => ({ surface: this.#written(i, String(value)) });
    const slider = new Slider(
      range,
      suited(...usual),
      (value) => `${key} ${value}`,
      session,
      (value) => session.edit(entries(value)),
      signal,
    );
    const box = new NumberBox(input, this.#message, (text) => this.#write(text, entries(text)), signal);
    return { slider, box };
  }

  /** @param {string} text @param {{ surface: string }} entries */
  #write(text, entries) {
    // The grammar's own signs would end the value early.
    if (/[(),=;\s]/.test(text) || text === '') return 'expected a number';
    return change(this.#session, entries);
  }

  /**
   * The surface as text, with one parameter changed.
   *
   * @param {number} i @param {string} value
   */
  #written(i, value) {
    const { name, parameters } = this.#session.playground.surface();
    const keys = this.#card(name)?.parameters.map(({ key }, j) => [key, j === i ? value : String(parameters[j])]) ?? [];
    return format({ name, keys: Object.fromEntries(keys) });
  }
}

const NUMBERS = ['start', 'steps', 'tolerance'];

/** Start, steps and tolerance: plain numbers of the Scene. */
export class Numbers {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    /**
     * @param {string} name of the box
     * @param {string} message of the line for its problems
     * @param {() => string} read
     * @param {(text: string) => Record<string, unknown>} entries
     */
    const box = (name, message, read, entries) => {
      const write = (/** @type {string} */ text) => {
        const wrong = wrongWith(session, entries(text));
        if (!wrong) session.edit(entries(text));
        return wrong;
      };
      const made = new NumberBox(ref(root, name, HTMLInputElement), ref(root, message, HTMLElement), write, signal);
      session.on('scene', (told) => concerns(told, NUMBERS) && made.show(read()), signal);
    };
    box('start-x', 'start-problem', () => short(session.scene.start[0]), (x) => ({ start: `${x},${session.scene.start[1]}` }));
    box('start-y', 'start-problem', () => short(session.scene.start[1]), (y) => ({ start: `${session.scene.start[0]},${y}` }));
    box('steps', 'start-problem', () => String(session.scene.steps), (steps) => ({ steps }));
    box('tolerance', 'tolerance-problem', () => String(session.scene.tolerance), (tolerance) => ({ tolerance }));
  }
}

/** A dragged coordinate in four digits. @param {number} x */
const short = (x) => String(Number(x.toPrecision(4)));
