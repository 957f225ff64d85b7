// The same paths as code: a disclosure, which fetches what it shows when it is first opened.

import { mark, ref, say } from '../dom.js';
import { keepPlace } from '../place.js';
import { CODE, bring } from './later.js';

/** @import { Session } from '../state/session.js' */
/** @import { Code } from './code.later.js' */

export class CodeDisclosure {
  #session;
  #signal;
  #root;
  #details;
  #note;
  /** @type {Code | undefined} */
  #code;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#signal = signal;
    this.#root = root;
    this.#details = ref(root, 'code', HTMLDetailsElement);
    this.#note = ref(root, 'code-note', HTMLElement);
    this.#details.addEventListener('toggle', () => this.#follow(), { signal });
    session.on('grown', () => session.coding && this.#fill(), signal);
    this.#details.open = session.coding;
    if (session.coding) this.#fill();
  }

  #follow() {
    const { open } = this.#details;
    if (open === this.#session.coding) return;
    this.#session.coding = open;
    if (open) this.#fill();
    else this.#code?.close();
  }

  #fill() {
    if (this.#session.engine.whole && CODE.now) return this.#show(CODE.now);
    if (this.#details.ariaBusy === 'true') return;
    mark(this.#details, 'aria-busy', 'true');
    say(this.#note, 'Fetching the libraries’ calls …');
    bring(this.#session, CODE, this.#signal).then(
      (brought) => brought && (brought.trouble ? this.#miss(brought.trouble) : this.#show(brought.module)),
      () => this.#miss('The network may be away.'),
    );
  }

  /** @param {string} why */
  #miss(why) {
    mark(this.#details, 'aria-busy', null);
    say(this.#note, `The code did not load. ${why} Close this and open it again to try once more.`);
  }

  /** @param {typeof import('./code.later.js')} module */
  #show(module) {
    mark(this.#details, 'aria-busy', null);
    say(this.#note, '');
    keepPlace(this.#details);
    this.#code ??= new module.Code(this.#session, this.#root, this.#signal);
    if (this.#session.coding) this.#code.open();
  }
}
