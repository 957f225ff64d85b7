// A form's disclosure, which fetches what stands in it when one is first opened.

import { make, say } from '../dom.js';
import { ABOUT } from './later.js';

/** @import { Session } from '../state/session.js' */
/** @import { RuleCard, RuleRun } from '../types.js' */

/**
 * It is filled from the beginning once that is fetched, so that a card made anew can give the focus on.
 * @param {Session} session
 * @param {RuleCard} card
 * @param {RuleRun} run
 * @param {() => number} index among the Scene's rules, which may be others by then
 */
export function about(session, card, run, index) {
  const note = make('p', { role: 'status' });
  const details = make('details', { class: 'about' }, make('summary', {}, 'about this form'), note);
  /** @param {typeof import('./card-about.later.js')} module */
  const fill = ({ content }) => {
    if (note.parentNode) note.replaceWith(...content(session, card, run, index));
  };
  const miss = () => say(note, 'This did not load: the network may be away. Close it and open it again to try once more.');
  if (ABOUT.now) fill(ABOUT.now);
  else details.addEventListener('toggle', () => details.open && ABOUT.load().then(fill, miss));
  return details;
}
