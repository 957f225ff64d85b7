// The runs as code: what each is called in which library, and a whole script that takes the same paths.

import { make, ref, say } from '../dom.js';
import { adopt } from '../style/sheets.js';
import { STYLE } from '../style/code.js';
import { CallTable, breakable } from './call-table.js';
import { segments } from './segments.js';

/** @import { Session } from '../state/session.js' */

/** How long what changes without a gesture has to rest. */
const REST = 100;

/** How long the button says that it worked. */
const FEEDBACK = 1600;

const LIBRARIES = ['PyTorch', 'Keras', 'optax'];

export class Code {
  #session;
  #table;
  #library = LIBRARIES[0];
  #open = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #copied;
  #why = make('p', { class: 'why' });
  #text = make('code');
  #script = make('pre', { tabindex: '0', role: 'region', 'data-ref': 'code-script' }, this.#text);
  #copy = make('button', { type: 'button', 'data-ref': 'code-copy' }, 'copy');

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#table = new CallTable(session, LIBRARIES);
    adopt(root, STYLE);
    const choices = LIBRARIES.map((library) =>
      make(
        'label',
        {},
        make('input', { type: 'radio', name: 'library', value: library }),
        make('span', { 'data-text': library }, library),
      ),
    );
    const group = make('div', { class: 'segments', role: 'radiogroup', 'aria-label': 'Library', 'data-ref': 'code-library' }, ...choices);
    const head = make('div', { class: 'script-head' }, make('h4', {}, 'The whole script'), group, make('div', { class: 'row' }, this.#copy));
    ref(root, 'code-body', HTMLElement).append(this.#table.element, head, this.#why, this.#script);
    const choose = segments(group, (library) => this.#choose(library), signal);
    choose(this.#library);
    this.#copy.addEventListener('click', () => this.#take(), { signal });
    const later = () => {
      clearTimeout(this.#rest);
      if (this.#open && !session.inGesture) this.#rest = setTimeout(() => this.#update(), REST);
    };
    session.on('scene', later, signal);
    // Another theme has other colours.
    session.on('state', () => this.#open && session.awake && this.#table.paint(), signal);
    signal.addEventListener('abort', () => {
      clearTimeout(this.#rest);
      clearTimeout(this.#copied);
    });
  }

  open() {
    this.#open = true;
    this.#update();
  }

  /** What nobody sees does not follow the Scene. */
  close() {
    this.#open = false;
    clearTimeout(this.#rest);
  }

  #update() {
    if (!this.#session.awake) return;
    this.#table.show();
    this.#write();
  }

  /** @param {string} library */
  #choose(library) {
    this.#library = library;
    this.#write();
  }

  #write() {
    const { code, why } = this.#ask();
    // What was copied is not what stands there any more.
    if (code !== this.#text.textContent) {
      this.#rename('copy');
      this.#text.replaceChildren(...(code.match(/.*\n|.+$/g) ?? []).map(line));
    }
    say(this.#why, why);
    this.#script.setAttribute('aria-label', `Script for ${this.#library}`);
    this.#script.hidden = this.#copy.hidden = code === '';
    this.#why.hidden = why === '';
  }

  /** The script, or why there is none. */
  #ask() {
    try {
      return { code: this.#session.playground.code(this.#library), why: '' };
    } catch (error) {
      return { code: '', why: /** @type {Error} */ (error).message };
    }
  }

  async #take() {
    try {
      await navigator.clipboard.writeText(this.#text.textContent ?? '');
      this.#rename('copied');
      this.#session.say('Code copied.');
    } catch {
      // Some hosts refuse the clipboard: then the reader's own hand can take it.
      this.#script.focus();
      getSelection()?.selectAllChildren(this.#script);
      this.#rename('selected: copy it by hand');
    }
    this.#copied = setTimeout(() => this.#rename('copy'), FEEDBACK);
  }

  /** @param {string} word */
  #rename(word) {
    clearTimeout(this.#copied);
    say(this.#copy, word);
  }
}

/** A line of the script, which goes on below its own beginning where it is too long. @param {string} text */
function line(text) {
  const body = make('span', { class: 'line-of' }, ...breakable(text));
  body.style.setProperty('--indent', String(text.search(/\S|$/)));
  return body;
}
