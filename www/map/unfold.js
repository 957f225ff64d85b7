// Where there is one column, the maps are unfolded above the dials by a button of theirs, and folded again.

import { mark, ref } from '../dom.js';
import { bringAbove } from '../place.js';

/** @import { Session } from '../state/session.js' */

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
    let goBack = () => {};
    const fold = () => {
      set(false);
      goBack();
      goBack = () => {};
    };
    button.addEventListener('click', () => {
      if (session.unfolded) return fold();
      set(true);
      // What the hand on the map changes is to be seen above it.
      goBack = bringAbove(plot, deck);
    }, { signal });
    deck.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !session.unfolded || button.offsetParent === null) return;
      event.stopPropagation();
      fold();
      button.focus({ preventScroll: true });
    }, { signal });
  }
}
