/** Where there is one column, the maps are unfolded above the dials by a button of theirs, and folded again. */

import { mark, ref } from '../dom.js';
import { bringAbove } from '../watch.js';

/** @import { Session } from '../session.js' */

export class Unfold {
  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const deck = ref(root, 'deck', HTMLElement);
    const button = ref(root, 'map-open', HTMLElement);
    const plot = ref(root, 'plot', HTMLElement);
    /** @param {boolean} open */
    const set = (open) => {
      session.unfolded = open;
      deck.toggleAttribute('data-open', open);
      mark(button, 'aria-expanded', String(open));
    };
    set(session.unfolded);
    button.addEventListener('click', () => {
      set(!session.unfolded);
      // What the hand on the map changes is to be seen above it.
      if (session.unfolded) bringAbove(plot, deck);
    }, { signal });
    deck.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !session.unfolded || button.offsetParent === null) return;
      event.stopPropagation();
      set(false);
      button.focus();
    }, { signal });
  }
}
