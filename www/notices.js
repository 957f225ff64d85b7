// What was asked for and is not legal: one line each, until it is dismissed or put right.

import { make, ref } from './dom.js';

/** @import { Session } from './session.js' */

/** More than these would push the page away; the rest is counted. */
const MOST = 4;

export class Notices {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const list = ref(root, 'notices', HTMLElement);
    const show = () => {
      const { problems } = session;
      const texts = problems.slice(0, MOST).map(({ message }) => message);
      if (problems.length > MOST) texts.push(`and ${problems.length - MOST} more`);
      list.replaceChildren(...texts.map((text, i) => line(text, i === 0)));
    };
    /** @param {string} text @param {boolean} first */
    const line = (text, first) => {
      const notice = make('p', { class: 'notice' }, text);
      if (first) {
        const dismiss = make('button', { type: 'button', 'aria-label': 'Dismiss the notices' }, 'dismiss');
        dismiss.addEventListener('click', () => session.dismiss(), { signal });
        notice.append(dismiss);
      }
      return notice;
    };
    session.on('problems', show, signal);
  }
}
