// The landscape: which family, and its parameters.

import { make, passFocus, ref, spoken } from '../dom.js';
import { breaksCall, format } from './call.js';
import { NumberBox, change, numberInput } from './number-box.js';
import { suited } from './scale.js';
import { Slider } from './slider.js';

/** @import { Session } from '../state/session.js' */
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
    session.onScene(['surface'], () => this.#show(), signal);
  }

  /**
   * Another landscape is a fresh beginning: an α fit for one is meaningless on another. What changes on the way stays, with
   * its values of α in the same ratio to the new one.
   * @param {string} surface
   */
  #choose(surface) {
    const card = this.#session.surfaceCard(surface);
    if (!card) return;
    const { markers, scene } = this.#session;
    const { start, learningRate } = card;
    const schedule = markers.map(({ step, text }) => `${step}:${inRatio(text, learningRate / scene.learningRate)}`).join(';');
    this.#session.edit({ surface, start, learningRate, schedule }, { push: true });
  }

  #show() {
    const { name, parameters } = this.#session.playground.surface();
    const card = this.#session.surfaceCard(name);
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
    passFocus(parent, this.#select);
    parent.replaceChildren();
    this.#knobs = card.parameters.map((parameter, i) => this.#knob(parent, parameter, i));
  }

  /** @param {HTMLElement} parent @param {Parameter} parameter @param {number} i @returns {Knob} */
  #knob(parent, parameter, i) {
    const { key, symbol, meaning, usual } = parameter;
    const session = this.#session;
    const signal = this.#knobLife.signal;
    const words = `${spoken(key)}, ${meaning}`;
    const range = make('input', { type: 'range', 'aria-label': words });
    const input = numberInput(parameter, { 'aria-label': `${words}, number` });
    // A key of one letter is the symbol again and says nothing.
    const name = make('span', { class: 'name' }, key.length > 1 ? spoken(key) : meaning);
    const title = make('span', { class: 'title' }, make('span', { class: 'symbol' }, symbol), name);
    parent.append(make('div', { class: 'knob', title: words }, title, range, input));
    /** @param {string | number} value */
    const entries = (value) => ({ surface: this.#written(i, String(value)) });
    const slider = new Slider(
      range,
      suited(...usual),
      (value) => `${spoken(key)} ${value}`,
      session,
      (value) => session.edit(entries(value)),
      signal,
    );
    const box = new NumberBox(input, this.#message, (text) => this.#write(text, entries(text)), signal);
    return { slider, box };
  }

  /** @param {string} text @param {{ surface: string }} entries */
  #write(text, entries) {
    if (breaksCall(text) || text === '') return 'expected a number';
    return change(this.#session, entries);
  }

  /**
   * The surface as text, with one parameter changed.
   * @param {number} i @param {string} value
   */
  #written(i, value) {
    const { name, parameters } = this.#session.playground.surface();
    const keys = this.#session.surfaceCard(name)?.parameters.map(({ key }, j) => [key, j === i ? value : String(parameters[j])]) ?? [];
    return format({ name, keys: Object.fromEntries(keys) });
  }
}

/** A marker's text for so many times the α; where that is no number, as it is. @param {string} text @param {number} times */
function inRatio(text, times) {
  return text.replace(/(?<=learning-rate=)[^x,]+/, (value) => {
    const rate = Number((Number(value) * times).toPrecision(3));
    return Number.isFinite(rate) ? String(rate) : value;
  });
}
