// α: logarithmic, with an end stop "0".

import { Dial } from './dial.js';
import { logarithmic } from './scale.js';

/** @import { Session } from '../state/session.js' */

export class LearningRate extends Dial {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    // The range worth a slider, as the first rule that takes the Scene's α has it.
    const fields = session.catalogue.rules.flatMap((rule) => rule.fields);
    const [low, high] = fields.find(({ shared, key }) => shared && key === 'learning-rate')?.usual ?? [0, 1];
    super(session, root, signal, 'learning-rate', logarithmic(low, high));
  }
}
