// Whether every form gets the same number called α, or the α that gives them all the same step in the long run.

import { ref } from '../dom.js';
import { segments } from './segments.js';

/** @import { Session } from '../state/session.js' */

export class Match {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const show = segments(ref(root, 'match', HTMLElement), (match) => session.edit({ match }), signal);
    session.onScene(['match'], () => show(session.scene.match), signal);
  }
}
