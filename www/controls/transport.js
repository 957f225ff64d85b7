// Play, steps, speed, "from here on", undo, redo, reset.

import { isTextBox, make, mark, ref, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */

/** Steps per second to choose from; the one in force is added if it is another. */
const SPEEDS = [2, 5, 10, 20, 50, 100, 200, 500];

/** Milliseconds between two numbers while playing. */
const PAUSE = 100;

export class Transport {
  #session;
  #root;
  #signal;
  /** @type {string} */
  #speeds = '';
  #counted = -Infinity;
  /** What changes while it plays. */
  #output;
  #digits = 0;
  #here;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#root = root;
    this.#signal = signal;
    this.#output = ref(root, 'count', HTMLElement);
    this.#here = ref(root, 'from-here', HTMLButtonElement);
    this.#press('play', () => session.toggle());
    this.#press('back', () => session.stepBy(-1));
    this.#press('on', () => session.stepBy(1));
    this.#press('undo', () => session.undo());
    this.#press('redo', () => session.redo());
    this.#press('reset', () => session.reset());
    this.#press('from-here', () => this.#switch());
    // The reason lies over the chart's foot: it goes with the hand that asked for it.
    this.#here.addEventListener('blur', () => this.#hint(''), { signal });
    const speed = ref(root, 'speed', HTMLSelectElement);
    speed.addEventListener('change', () => session.setSpeed(Number(speed.value)), { signal });
    session.on('step', () => this.#count(), signal);
    session.onScene(['steps'], () => this.#count(), signal);
    session.on('state', () => this.#state(), signal);
    ref(root, 'root', HTMLElement).addEventListener('keydown', (event) => this.#shortcut(event), { signal });
  }

  /** @param {string} name @param {() => void} action */
  #press(name, action) {
    ref(this.#root, name, HTMLButtonElement).addEventListener('click', action, { signal: this.#signal });
  }

  #switch() {
    const session = this.#session;
    const why = session.whyNotHere;
    if (!why || session.fromHere) session.setFromHere(!session.fromHere);
    this.#hint(why);
  }

  /** @param {string} text */
  #hint(text) {
    say(ref(this.#root, 'transport-hint', HTMLElement), text);
  }

  /**
   * Undo and redo by key, where no text is being typed.
   * @param {KeyboardEvent} event
   */
  #shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
    if (isTextBox(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) this.#session.redo();
    else this.#session.undo();
  }

  #count() {
    const session = this.#session;
    // Numbers that change faster cannot be read, and each costs a layout.
    const now = performance.now();
    if (session.playing && now - this.#counted < PAUSE) return;
    this.#counted = now;
    const steps = String(session.steps);
    if (steps.length !== this.#digits) this.#output.style.inlineSize = `${2 * steps.length + 3}ch`;
    this.#digits = steps.length;
    say(this.#output, `${String(Math.floor(session.step)).padStart(steps.length, '\u2007')} / ${steps}`);
    if (!session.playing) this.#reach();
  }

  #state() {
    const session = this.#session;
    const play = ref(this.#root, 'play', HTMLButtonElement);
    mark(play, 'data-playing', String(session.playing));
    mark(play, 'aria-label', session.playing ? 'Pause' : 'Play');
    // A button that is disabled loses the focus, and with it the keys of undo and redo.
    mark(ref(this.#root, 'undo', HTMLButtonElement), 'aria-disabled', session.canUndo ? null : 'true');
    mark(ref(this.#root, 'redo', HTMLButtonElement), 'aria-disabled', session.canRedo ? null : 'true');
    this.#fill();
    this.#reach();
  }

  /** What depends on where the playhead stands. */
  #reach() {
    const session = this.#session;
    const why = session.whyNotHere;
    const here = this.#here;
    mark(here, 'aria-checked', String(session.actsFrom >= 0));
    mark(here, 'aria-disabled', why ? 'true' : null);
    mark(here, 'title', why || 'The next change of α or β acts from this step on, not on the whole run.');
    if (!why) this.#hint('');
  }

  #fill() {
    const current = Number(this.#session.speed.toPrecision(2));
    const all = [...new Set([...SPEEDS, current])].sort((a, b) => a - b);
    const select = ref(this.#root, 'speed', HTMLSelectElement);
    if (all.join() !== this.#speeds) {
      this.#speeds = all.join();
      select.replaceChildren(...all.map((speed) => make('option', { value: speed }, `${speed}/s`)));
    }
    if (select.value !== String(current)) select.value = String(current);
  }
}
