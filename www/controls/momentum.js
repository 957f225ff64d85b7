// β: from 0 to 1 with more room near 1; the number box takes any finite number.

import { Dial } from './dial.js';
import { nines } from './scale.js';

/** @import { Session } from '../state/session.js' */

export class Momentum extends Dial {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    super(session, root, signal, 'momentum', nines());
  }
}
