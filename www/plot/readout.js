// What the pointer is at.

import { ref, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */

export class Readout {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const readout = ref(root, 'readout', HTMLElement);
    session.on('hover', (text) => say(readout, text), signal);
  }
}
