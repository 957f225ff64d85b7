// α: logarithmic, with an end stop "0".

import { Dial } from './dial.js';
import { logarithmic } from './scale.js';

/** @import { Session } from '../state/session.js' */

export class LearningRate extends Dial {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    super(session, root, signal, 'learning-rate', logarithmic(...usual(session, 'learning-rate')));
  }
}

/**
 * The range worth a slider, as the first rule that shares the key has it.
 * @param {Session} session
 * @param {string} key
 * @returns {[number, number]}
 */
function usual(session, key) {
  const fields = session.catalogue.rules.flatMap((rule) => rule.fields);
  return fields.find((field) => field.shared && field.key === key)?.usual ?? [0, 1];
}
