// The words beside α and β that say which updates and which runs they act on.

import { ref, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */

export class Scope {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const dials = /** @type {const} */ (['learning-rate', 'momentum']).map((key) => ({ key, words: ref(root, `${key}-from`, HTMLElement), whose: '', base: '', own: 0, shared: true }));
    const show = () => {
      const from = session.actsFrom;
      for (const { words, whose, base, own, shared } of dials) {
        say(words, [from > 0 ? `from step ${from} on` : base, whose].filter(Boolean).join(', '));
        // One that each form has of its own is everybody's again as soon as it is moved, but not by a change on the way.
        words.parentElement?.toggleAttribute('data-idle', !shared && (own === 0 || from > 0));
      }
    };
    /** A change at step 0 that is no factor leaves nothing of the base value. */
    const overrule = () => {
      for (const each of dials) each.base = session.playground.overrules(each.key) ? 'set at step 0' : '';
    };
    const count = () => {
      const runs = session.playground.rules();
      for (const each of dials) {
        const takes = runs.map((run) => run.takes[each.key]);
        each.own = takes.filter((shared) => shared === false).length;
        each.shared = takes.includes(true) || runs.length === 0;
        each.whose = others(each.own, !each.shared);
      }
    };
    session.on(['state', 'step'], () => session.playing || show(), signal);
    session.onScene(['schedule'], overrule, signal);
    session.onScene(['rules'], count, signal);
    session.onScene(['rules', 'steps', 'schedule'], show, signal);
  }
}

/** Who does not take a dial's number. @param {number} own how many forms have their own @param {boolean} idle none takes it */
function others(own, idle) {
  if (idle) return own > 0 ? 'each has its own' : 'no form has one';
  if (own === 0) return '';
  return own === 1 ? 'one has its own' : `${own} have their own`;
}
