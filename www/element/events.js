// The element's events, which bubble and leave shadow roots. The class says what there are.

import { nameOf } from '../state/scene-keys.js';

/** @import { Session } from '../state/session.js' */
/** @import { Change, Problem, Source } from '../types.js' */

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
 * What each was told last: the step, and what changed while it was out of the document, where nobody listens.
 * @type {WeakMap<Element, { step: number, untold: Change }>}
 */
const last = new WeakMap();

/** @returns {Change} */
const nothing = () => ({ source: 'program', keys: new Set(), landmark: false });

/**
 * Tells what happens in a session from now on.
 * @param {Element} element
 * @param {Session} session
 * @param {AbortSignal} signal ends it
 */
export function tellOf(element, session, signal) {
  /** @type {Session['on']} */
  const on = (type, listener) => session.on(type, listener, signal);
  on('problems', ({ source }) => element.isConnected && tellProblems(element, source, session.problems));
  const told = last.get(element) ?? { step: Math.floor(session.step), untold: nothing() };
  last.set(element, told);
  let ticking = false;
  let stopped = false;
  // Playback came to this step, and then a hand stopped it here: that is the reader's step.
  on('step', ({ source }) => (stopped = ticking && source === 'user' && !session.playing));
  on('frame', (change) => {
    const { untold } = told;
    const source = change.source === 'user' ? 'user' : untold.source;
    const keys = new Set([...untold.keys, ...change.keys]);
    const landmark = untold.landmark || change.landmark;
    told.untold = element.isConnected ? nothing() : { source, keys, landmark };
    if (!element.isConnected) return;
    // What a listener does now is of the next frame.
    const step = Math.floor(session.step);
    const stepped = step !== told.step || stopped;
    told.step = step;
    ticking = session.playing;
    stopped = false;
    if (keys.size > 0) tell(element, 'change', { source, keys: [...keys].map((key) => nameOf(session.engine, key)), landmark });
    if (stepped) tell(element, 'step', { source, step });
  });
  on('end', ({ source }) => tell(element, 'end', { source }));
}
