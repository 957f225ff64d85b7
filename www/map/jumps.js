// Where a hand may jump to: theory's best pair, and the best ones that were run, which are looked for when asked for.

import { BEST } from '../controls/later.js';
import { make, mark, passFocus, ref, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */
/** @import { Best } from '../controls/best.later.js' */
/** @import { MapView } from './view.js' */

export class Jumps {
  #session;
  #root;
  #signal;
  #theory;
  /** What stands in its place where the run of theory's pair leaves. */
  #leaves = make('span', { class: 'note', hidden: true });
  #button;
  /** @type {MapView | undefined} */
  #view;
  /** What theory was asked about. */
  #about = '';
  /** @type {Best | undefined} */
  #best;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal @param {() => void} refresh */
  constructor(session, root, signal, refresh) {
    this.#session = session;
    this.#root = root;
    this.#signal = signal;
    this.#theory = ref(root, 'map-theory', HTMLButtonElement);
    this.#theory.after(this.#leaves);
    this.#button = ref(root, 'map-best', HTMLButtonElement);
    this.#theory.addEventListener('click', () => this.#jump(refresh), { signal });
    this.#button.addEventListener('click', () => this.#toggle(), { signal });
    mark(this.#button, 'aria-expanded', 'false');
  }

  /** @param {MapView | undefined} view that theory is asked about */
  show(view) {
    const { playground, revision, inGesture, step } = this.#session;
    // Its pair is run to see whether it leaves: not again while a hand or the playhead moves and theory says the same.
    const about = `${view?.lines} ${inGesture || revision}`;
    if (view === this.#view && about === this.#about) return;
    this.#view = view;
    this.#about = about;
    const optimum = view && playground.mapOptimum(view.index, step);
    if (!optimum?.stays) passFocus(this.#theory, this.#button);
    this.#theory.hidden = !optimum?.stays;
    this.#leaves.hidden = !optimum || optimum.stays;
    if (!optimum) return;
    say(optimum.stays ? this.#theory : this.#leaves, optimum.says);
    const numbers = view.frame.axes.map(({ symbol }, i) => `${symbol} ${optimum.numbers[i]}`).join(', ');
    mark(this.#theory, 'title', `${numbers}: the fastest pair in the long run, if all were as at the playhead`);
  }

  /** @param {() => void} refresh */
  #jump(refresh) {
    const session = this.#session;
    session.begin();
    refresh();
    const optimum = this.#view && session.playground.mapOptimum(this.#view.index, session.step);
    if (this.#view && optimum?.stays) session.place(this.#view.index, ...optimum.numbers, optimum.from);
    session.end();
  }

  #toggle() {
    if (this.#best?.close()) return;
    if (BEST.now) return this.#open(BEST.now);
    mark(this.#button, 'aria-busy', 'true');
    BEST.load().then((module) => this.#signal.aborted || this.#open(module), () => {
      mark(this.#button, 'aria-busy', null);
      this.#session.say('The search for the best pairs did not load: the network may be away. Try again.');
    });
  }

  /** @param {typeof import('../controls/best.later.js')} module */
  #open(module) {
    mark(this.#button, 'aria-busy', null);
    this.#best ??= new module.Best(this.#session, this.#root, this.#signal);
    this.#best.open();
  }
}
