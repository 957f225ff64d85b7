// The small form in which a change on the way is written: `learning-rate=x0.1, gradient=0`.

import { make, ref, say } from './dom.js';

/** @import { Session } from './session.js' */

/** What one wants most often, so that nobody has to know the grammar. */
const PRESETS = /** @type {[string, string][]} */ ([
  ['α → 0', 'learning-rate=0'],
  ['α × 0.1', 'learning-rate=x0.1'],
  ['β → 0', 'momentum=0'],
  ['cut the engine', 'gradient=0'],
]);

export class MarkerEditor {
  #session;
  #form;
  #text;
  #title;
  #problem;
  #remove;
  #step = 0;
  /** Where focus goes back to. @type {HTMLElement | null} */
  #opener = null;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#form = ref(root, 'editor', HTMLFormElement);
    this.#text = ref(root, 'editor-text', HTMLInputElement);
    this.#title = ref(root, 'editor-title', HTMLElement);
    this.#problem = ref(root, 'editor-problem', HTMLElement);
    this.#remove = ref(root, 'editor-remove', HTMLButtonElement);
    /** @param {HTMLElement} element @param {string} type @param {(event: any) => void} listener */
    const on = (element, type, listener) => element.addEventListener(type, listener, { signal });
    const presets = PRESETS.map(([label, text]) => {
      const button = make('button', { type: 'button' }, label);
      on(button, 'click', () => this.#write(text));
      return button;
    });
    ref(root, 'editor-presets', HTMLElement).append(...presets);
    on(this.#form, 'submit', (event) => {
      event.preventDefault();
      this.#write(this.#text.value);
    });
    on(this.#remove, 'click', () => {
      session.removeMarker(this.#step);
      this.#close();
    });
    on(ref(root, 'editor-close', HTMLElement), 'click', () => this.#close());
    on(this.#form, 'keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#close();
    });
    const here = ref(root, 'mark', HTMLButtonElement);
    on(here, 'click', () => (this.#form.hidden ? this.open(Math.floor(session.step), here) : this.#close()));
  }

  /**
   * Opens at a step, with what the marker there says.
   *
   * @param {number} step
   * @param {HTMLElement} opener
   */
  open(step, opener) {
    const { playground, size, steps } = this.#session;
    this.#session.pause();
    this.#step = Math.min(step, Math.max(steps - 1, 0));
    const marker = playground.markers().find((each) => each.step === this.#step);
    this.#opener = opener;
    say(this.#title, `From step ${this.#step} on:`);
    say(this.#problem, '');
    this.#text.value = marker?.text ?? '';
    this.#remove.hidden = !marker;
    this.#form.hidden = false;
    const room = Math.max(0, size.chartWidth - this.#form.offsetWidth);
    this.#form.style.transform = `translateX(${Math.min(room, Math.max(0, playground.chartX(this.#step) - 20))}px)`;
    this.#text.focus();
    this.#text.select();
  }

  #close() {
    this.#form.hidden = true;
    if (this.#opener?.isConnected) this.#opener.focus();
  }

  /** @param {string} text replaces what stands at the step; nothing removes it */
  #write(text) {
    const session = this.#session;
    if (text.trim() === '') {
      session.removeMarker(this.#step);
      return this.#close();
    }
    const wrong = this.#wrong(text);
    say(this.#problem, wrong);
    if (wrong) return this.#text.focus();
    session.begin();
    session.removeMarker(this.#step);
    session.setMarker(this.#step, text);
    session.end();
    this.#close();
  }

  /** Tried on a Playground of its own, so that the marker in force stays. @param {string} text */
  #wrong(text) {
    const scratch = new this.#session.engine.Playground();
    try {
      scratch.set(this.#session.scene, true);
      scratch.removeMarker(this.#step);
      return scratch.setMarker(this.#step, text).map(({ message }) => message).join(' ');
    } finally {
      scratch.free();
    }
  }
}
