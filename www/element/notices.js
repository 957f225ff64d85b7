// What was asked for and is not legal: one line each, until it is dismissed or put right.

import { make, ref, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */

/** More than these would push the figure away: the rest has to be opened, and scrolls. */
const MOST = 4;

export class Notices {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const list = ref(root, 'notices', HTMLElement);
    const dismiss = make('button', { type: 'button', 'aria-label': 'Dismiss the notices' }, 'dismiss');
    dismiss.addEventListener('click', () => session.dismiss(), { signal });
    const count = make('summary');
    const others = make('div', { tabindex: 0, role: 'group', 'aria-label': 'The other notices' });
    // The keys that scroll it may turn the host's page.
    others.addEventListener('keydown', (event) => /^(Arrow|Page| )/.test(event.key) && event.stopPropagation(), { signal });
    const rest = make('details', {}, count, others);
    session.on('problems', () => {
      const lines = session.problems.map(({ message }) => make('p', { class: 'notice' }, message));
      lines[0]?.append(dismiss);
      const more = lines.splice(MOST);
      say(count, `and ${more.length} more`);
      others.replaceChildren(...more);
      list.replaceChildren(...lines, ...(more.length > 0 ? [rest] : []));
    }, signal);
  }
}
