/** Where there is one column, the maps are unfolded above the dials by a button of theirs, and folded again. */

import { mark, ref } from '../dom.js';

/** @import { Session } from '../session.js' */

export class Unfold {
  #deck;
  #button;
  #plot;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#deck = ref(root, 'deck', HTMLElement);
    this.#button = ref(root, 'map-open', HTMLElement);
    this.#plot = ref(root, 'plot', HTMLElement);
    /** @param {boolean} open */
    const set = (open) => {
      session.unfolded = open;
      this.#deck.toggleAttribute('data-open', open);
      mark(this.#button, 'aria-expanded', String(open));
    };
    set(session.unfolded);
    this.#button.addEventListener('click', () => {
      set(!session.unfolded);
      if (session.unfolded) this.#bringPlot();
    }, { signal });
    this.#deck.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !session.unfolded || this.#button.offsetParent === null) return;
      event.stopPropagation();
      set(false);
      this.#button.focus();
    }, { signal });
  }

  /** What the hand on the map changes is to be seen above it. */
  #bringPlot() {
    const { top, bottom } = this.#plot.getBoundingClientRect();
    if (top >= 0 && bottom <= this.#deck.getBoundingClientRect().top) return;
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    this.#plot.scrollIntoView({ block: 'start', behavior });
  }
}
