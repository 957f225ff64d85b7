// The view's own switch: one map, or a panel for each form.

import { ref } from '../dom.js';
import { segments } from './segments.js';

/** @import { Session } from '../state/session.js' */

export class Look {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const layout = segments(
      ref(root, 'layout', HTMLElement),
      (value) => session.setLayout(value === 'panels' ? 'panels' : 'overlay'),
      signal,
    );
    session.on('state', () => layout(session.layout), signal);
  }
}
