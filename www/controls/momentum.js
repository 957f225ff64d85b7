// β: from 0 to 1 with more room near 1; the number box takes any finite number.

import { ref } from '../dom.js';
import { Dial, Scope } from './dial.js';
import { nines } from './scale.js';

/** @import { Session } from '../session.js' */

export class Momentum extends Dial {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    super(session, root, signal, 'momentum', nines());
    new Scope(session, root, signal);
    // Past the scenes, the surface, the plot and the timeline, for who comes by Tab.
    ref(root, 'skip', HTMLElement).addEventListener('click', () => ref(root, 'learning-rate', HTMLElement).focus(), { signal });
  }
}
