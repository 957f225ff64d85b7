// The way to all rules: a button, which fetches what it opens.

import { mark, ref, say } from '../dom.js';
import { PICKER, bring } from './later.js';

/** @import { Session } from '../state/session.js' */
/** @import { RuleRun } from '../types.js' */
/** @import { Picker } from './picker.later.js' */

export class PickerButton {
  #session;
  #signal;
  #root;
  #button;
  /** @type {Picker | undefined} */
  #picker;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#signal = signal;
    this.#root = root;
    this.#button = ref(root, 'more-rules', HTMLButtonElement);
    this.#button.addEventListener('click', () => this.#press(), { signal });
  }

  /** @param {RuleRun[]} runs what runs now */
  show(runs) {
    this.#picker?.show(runs);
  }

  #press() {
    if (this.#button.getAttribute('aria-busy') === 'true') return;
    if (this.#button.getAttribute('aria-expanded') === 'true') this.#picker?.close();
    else this.#ask();
  }

  #ask() {
    if (this.#session.engine.whole && PICKER.now) return this.#open(PICKER.now, '');
    mark(this.#button, 'aria-busy', 'true');
    bring(this.#session, PICKER, this.#signal).then(
      (brought) => brought && this.#open(brought.module, brought.trouble),
      () => {
        mark(this.#button, 'aria-busy', null);
        say(ref(this.#root, 'rules-problem', HTMLElement), 'The list of optimizers did not load: the network may be away. Try again.');
      },
    );
  }

  /** @param {typeof import('./picker.later.js')} module @param {string} trouble */
  #open(module, trouble) {
    mark(this.#button, 'aria-busy', null);
    this.#picker ??= new module.Picker(this.#session, this.#root, this.#signal);
    this.#picker.open(trouble);
  }
}
