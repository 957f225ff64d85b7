// The small form in which a change on the way is written: `learning-rate=x0.1, gradient=0`.

import { NumberBox, pointed } from '../controls/number-box.js';
import { make, mark, ref, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */

/** What one wants most often, so that nobody has to know the grammar. */
const PRESETS = /** @type {[string, string][]} */ ([
  ['α → 0', 'learning-rate=0'],
  ['α × 0.1', 'learning-rate=x0.1'],
  ['β → 0', 'momentum=0'],
  ['gradient off', 'gradient=0'],
]);

/** The grammar's marks and names, for who writes as one speaks. @type {[RegExp, any][]} */
const SPOKEN = [[/−/g, '-'], [/\s*→\s*/g, '='], [/\s*=?\s*×\s*/g, '=x'], [/gradient off/g, 'gradient=0'], [/[-+]?\d*,\d+/g, pointed], [/;/g, ','], [/(?:α|\balpha|\blr)(?=\s*=)/g, 'learning-rate'], [/(?:β|\bbeta)(?=\s*=)/g, 'momentum']];

/**
 * Why no marker can come to a step; '' where one can.
 * @param {Session} session @param {number} step
 */
export function taken(session, step) {
  return session.markerAt(step) ? `There is a change at step ${step} already.` : '';
}

export class MarkerEditor {
  #session;
  #form;
  #text;
  #at;
  #box;
  #problem;
  #remove;
  #mark;
  #hint;
  #step = 0;
  /** Where the change is to begin. */
  #to = 0;
  /** What the marker said as the form opened. @type {string | undefined} */
  #was;
  /** Where focus goes back to, if it is still there. @type {HTMLElement | null} */
  #opener = null;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#form = ref(root, 'editor', HTMLFormElement);
    this.#text = ref(root, 'editor-text', HTMLInputElement);
    this.#at = ref(root, 'editor-step', HTMLInputElement);
    this.#problem = ref(root, 'editor-problem', HTMLElement);
    this.#remove = ref(root, 'editor-remove', HTMLButtonElement);
    this.#box = new NumberBox(this.#at, this.#problem, (text) => this.#aim(text), signal);
    /** @param {HTMLElement} element @param {string} type @param {(event: any) => void} listener */
    const on = (element, type, listener) => element.addEventListener(type, listener, { signal });
    const presets = PRESETS.map(([label, text]) => {
      const button = make('button', { type: 'button' }, label);
      // The second click of two on what opened the form is none on what lies there now.
      on(button, 'click', ({ detail }) => detail > 1 || this.#write(text));
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
    // The box of the step keeps Escape to itself.
    for (const each of [this.#form, this.#at]) on(each, 'keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#close();
    });
    // From there it goes on to what changes.
    on(this.#at, 'keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      if (!this.#at.matches('[aria-invalid]')) this.#text.focus();
    });
    // The keyboard does not come to what the form lies over. In a box a mouse leaves the same mark.
    on(ref(root, 'root', HTMLElement), 'focusin', ({ target }) => {
      if (!this.#form.contains(target) && target.matches(':focus-visible:not(.box)')) this.#form.hidden = true;
    });
    this.#mark = ref(root, 'mark', HTMLButtonElement);
    this.#hint = ref(root, 'transport-hint', HTMLElement);
    on(this.#mark, 'click', () => this.#toggle());
    on(this.#mark, 'blur', () => say(this.#hint, ''));
    const name = () => session.playing || this.#name();
    session.on(['state', 'step'], name, signal);
    session.onScene(['steps', 'schedule'], () => {
      name();
      // What it is about is another change now, as after undo. The focus is a hand's that is elsewhere.
      if (this.#form.hidden || session.markerAt(this.#step)?.text === this.#was) return;
      if (this.#form.matches(':focus-within')) this.#close();
      this.#form.hidden = true;
    }, signal);
  }

  /** The playhead's step, the marker that stands there, and if none can, why. */
  #here() {
    const here = Math.floor(this.#session.step);
    const there = this.#session.markerAt(here);
    return { here, there, why: there ? '' : this.#session.whyNotHere };
  }

  /** Says which step the button is for. */
  #name() {
    const { here, there, why } = this.#here();
    mark(this.#mark, 'aria-label', `${there ? 'Edit the' : 'Add a'} change at step ${here}`);
    mark(this.#mark, 'aria-disabled', why ? 'true' : null);
    mark(this.#mark, 'title', why || null);
  }

  #toggle() {
    if (!this.#form.hidden) return this.#close();
    // Between two steps while it plays.
    this.#session.pause();
    const { here, why } = this.#here();
    say(this.#hint, why);
    if (!why) this.open(here, this.#mark);
  }

  /**
   * Opens at a step, with what the marker there says.
   * @param {number} step
   * @param {HTMLElement} opener
   */
  open(step, opener) {
    const { playground, size, steps } = this.#session;
    this.#session.pause();
    this.#step = step;
    const marker = this.#session.markerAt(step);
    this.#was = marker?.text;
    this.#opener = opener;
    // What was typed there last is over.
    this.#box.show('');
    this.#tell(step);
    this.#at.readOnly = steps === 0;
    say(this.#problem, '');
    this.#text.value = marker?.text ?? '';
    this.#remove.hidden = !marker;
    this.#form.hidden = false;
    const room = Math.max(0, size.chartWidth - this.#form.offsetWidth);
    this.#form.style.transform = `translateX(${Math.min(room, Math.max(0, playground.chartX(this.#step) - 20))}px)`;
    // All of it, and not only the line that is typed in.
    this.#form.scrollIntoView({ block: 'nearest' });
    this.#text.focus();
    this.#text.select();
  }

  /** @param {number} step where the change is to begin */
  #tell(step) {
    this.#to = step;
    this.#box.show(String(step));
    mark(this.#text, 'aria-label', `Change from step ${step} on`);
  }

  /** To another step, once it is set. @param {string} text @returns {string} what is wrong with it */
  #aim(text) {
    const to = Number(text);
    const most = this.#session.steps - 1;
    if (text === '' || !Number.isInteger(to) || to < 0 || to > most) return `expected a whole number from 0 to ${most}, got "${text}"`;
    const why = to === this.#step ? '' : taken(this.#session, to);
    if (!why) this.#tell(to);
    return why;
  }

  #close() {
    this.#form.hidden = true;
    (this.#opener?.isConnected ? this.#opener : this.#mark).focus();
  }

  /** @param {string} text replaces what stands at the step; nothing removes it */
  #write(text) {
    const session = this.#session;
    if (this.#at.matches('[aria-invalid]')) return this.#at.focus();
    const stays = text === (this.#was ?? '') && this.#to === this.#step;
    if (!stays && text.trim() === '') session.removeMarker(this.#step);
    if (stays || text.trim() === '') return this.#close();
    // Another may have come there since it was set.
    const why = this.#to === this.#step ? '' : taken(session, this.#to);
    say(this.#problem, why);
    if (why) return this.#text.focus();
    const said = SPOKEN.reduce((line, [spoken, name]) => line.replace(spoken, name), text.normalize('NFKC').toLowerCase());
    // In one entry to undo.
    session.begin();
    const wrong = session.setMarker(this.#to, said).map(({ message }) => message.replace(/^schedule: /, '').replace(/, got "[^]*$/, () => `, got "${text}"`)).join(' ');
    if (!wrong && this.#to !== this.#step) session.removeMarker(this.#step);
    session.end();
    say(this.#problem, wrong);
    if (wrong) this.#text.focus();
    else this.#close();
  }
}
