// The element's events, which bubble and leave shadow roots. The class says what there are.

import { nameOf } from '../state/scene-keys.js';

/** @import { Session } from '../state/session.js' */
/** @import { Problem, Source } from '../types.js' */

/** @param {Element} element @param {string} type @param {object} detail */
export function tell(element, type, detail) {
  element.dispatchEvent(new CustomEvent(`heavy-ball-${type}`, { bubbles: true, composed: true, detail }));
}

/** What each was told last, where that was anything. @type {WeakMap<Element, string>} */
const wrong = new WeakMap();

/**
 * Tells what is wrong where it has become something else, and that it is over.
 * @param {Element} element @param {Source} source @param {Problem[]} problems
 */
export function tellProblems(element, source, problems) {
  const all = JSON.stringify(problems);
  if (all === (wrong.get(element) ?? '[]')) return;
  wrong.set(element, all);
  tell(element, 'error', { source, problems: structuredClone(problems) });
}

/**
 * Tells what happens in a session from now on.
 * @param {Element} element
 * @param {Session} session
 * @param {AbortSignal} signal ends it
 */
export function tellOf(element, session, signal) {
  /** @type {Session['on']} */
  const on = (type, listener) => session.on(type, listener, signal);
  on('problems', ({ source }) => tellProblems(element, source, session.problems));
  let told = Math.floor(session.step);
  let ticking = false;
  let stopped = false;
  // Playback came to this step, and then a hand stopped it here: that is the reader's step.
  on('step', ({ source }) => (stopped = ticking && source === 'user' && !session.playing));
  on('frame', ({ source, keys, landmark }) => {
    if (keys.size > 0) tell(element, 'change', { source, keys: [...keys].map((key) => nameOf(session.engine, key)), landmark });
    const step = Math.floor(session.step);
    if (step !== told || stopped) tell(element, 'step', { source, step });
    told = step;
    ticking = session.playing;
    stopped = false;
  });
  on('end', ({ source }) => tell(element, 'end', { source }));
}
