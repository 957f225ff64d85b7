// A text box for a number: what is not legal is said beside it, and the last good value stays in force.

import { listening, make, mark, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */
/** @import { Parameter } from '../types.js' */

/** What is wrong with the boxes that share a line. @type {WeakMap<HTMLElement, Map<NumberBox, string>>} */
const LINES = new WeakMap();

/** Asks a box to show what is in force. */
const RESTORE = 'restore';

/** So many of them have a name by which a box can be described. */
let named = 0;

export class NumberBox {
  #input;
  #message;
  #good = '';
  /** What it is described by where nothing is wrong. */
  #about;

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} message where a problem is said
   * @param {(text: string) => string} write takes what was typed; returns what is wrong with it, or nothing
   * @param {AbortSignal} signal
   */
  constructor(input, message, write, signal) {
    this.#input = input;
    this.#message = message;
    this.#about = input.getAttribute('aria-describedby');
    message.id ||= `problem-${(named += 1)}`;
    const commit = () => {
      input.value = pointed(input.value.trim());
      // As it would be written: 0.90 is no other number than 0.9.
      if (input.value !== '' && this.#good !== '' && Number(input.value) === Number(this.#good)) input.value = this.#good;
      this.#tell(input.value === this.#good ? '' : write(input.value));
    };
    const restore = () => {
      input.value = this.#good;
      this.#tell('');
    };
    const on = listening(input, signal);
    on('change', commit);
    on('focus', () => input.select());
    // Firefox would go on showing the end of a long number.
    on('blur', () => (input.scrollLeft = 0));
    // WebKit does not bring into sight what is selected as the keyboard comes to it.
    on('keyup', ({ key }) => key === 'Tab' && input.scrollIntoView({ block: 'nearest', behavior: 'instant' }));
    on('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) commit();
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      restore();
    });
    input.addEventListener(RESTORE, restore, { signal });
    signal.addEventListener('abort', () => this.#tell(''));
  }

  /**
   * Shows the value in force. One that stays leaves alone what is being typed.
   * @param {string} text
   */
  show(text) {
    if (text === this.#good) return;
    this.#good = text;
    // To its default WebKit goes back as the page comes out of its cache.
    this.#input.defaultValue = text;
    this.#input.value = text;
    this.#tell('');
  }

  /** @param {string} problem */
  #tell(problem) {
    const wrong = LINES.get(this.#message) ?? new Map();
    LINES.set(this.#message, wrong);
    // What others said there stays.
    if (!wrong.delete(this) && !problem) return;
    if (problem) wrong.set(this, problem);
    mark(this.#input, 'aria-invalid', problem ? 'true' : null);
    mark(this.#input, 'aria-describedby', problem ? this.#message.id : this.#about);
    say(this.#message, [...wrong.values()].join('; '));
  }
}

/**
 * Takes back all that is wrong in boxes.
 * @param {ParentNode} root
 */
export function restoreBoxes(root) {
  for (const box of root.querySelectorAll('[aria-invalid]')) box.dispatchEvent(new Event(RESTORE));
}

/**
 * A text box for one that is made later than the template.
 * @param {Parameter} parameter @param {Record<string, string>} attributes
 */
export function numberInput({ usual: [least] }, attributes) {
  // The decimal keys of some phones have no minus.
  const inputmode = least < 0 ? 'text' : 'decimal';
  return make('input', { class: 'box', type: 'text', inputmode, enterkeyhint: 'done', autocomplete: 'off', spellcheck: 'false', ...attributes });
}

/**
 * A number with a decimal comma, which is the only mark on many telephones, with a point, and with the minus of the
 * keyboard for that of the page, and its digits for the wide ones of an input method; 1,000 may mean a thousand.
 * @param {string} text
 */
export function pointed(text) {
  const plain = text.normalize('NFKC').replaceAll('−', '-');
  return /^[-+]?(0?,\d+|\d+,(?!\d{3}$)\d+)$/.test(plain) ? plain.replace(',', '.') : plain;
}

/**
 * What would be wrong with these entries on top of the Scene in force, which is not touched.
 * @param {Session} session
 * @param {Record<string, unknown>} entries
 * @returns {string}
 */
export function wrongWith(session, entries) {
  return session.playground.check(entries).map(({ message }) => message).join(' ');
}

/**
 * Changes the Scene if all entries are legal; says what is wrong otherwise.
 * @param {Session} session
 * @param {Record<string, unknown>} entries
 * @param {{ push?: boolean }} [options]
 * @returns {string}
 */
export function change(session, entries, options) {
  const wrong = wrongWith(session, entries);
  if (!wrong) session.edit(entries, options);
  return wrong;
}
