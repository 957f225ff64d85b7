// Copy link: an address that opens the figure as it stands, where there is a page that reads one.

import { ref, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */

/** How long the button says that it worked. */
const FEEDBACK = 1600;

export class CopyLink {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const button = ref(root, 'copy', HTMLButtonElement);
    const word = /** @type {HTMLElement} */ (button.querySelector('span'));
    const field = ref(root, 'link', HTMLElement);
    const text = ref(root, 'link-text', HTMLInputElement);
    const label = word.textContent ?? '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const done = () => {
      field.hidden = true;
      button.classList.add('done');
      // A shorter word moves nothing.
      button.style.minInlineSize = getComputedStyle(button).width;
      say(word, 'copied');
      session.say('Link copied.');
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.classList.remove('done');
        button.style.minInlineSize = '';
        say(word, label);
      }, FEEDBACK);
    };
    /** Some hosts refuse the clipboard: then the reader's own hand can take it. @param {string} link */
    const offer = (link) => {
      text.value = link;
      field.hidden = false;
      text.focus();
      text.select();
    };
    const copy = async () => {
      if (!field.hidden) {
        field.hidden = true;
        return;
      }
      const link = `${session.address}#${session.link()}`;
      try {
        await navigator.clipboard.writeText(link);
        done();
      } catch {
        offer(link);
      }
    };
    button.addEventListener('click', copy, { signal });
    session.on('state', () => (button.hidden = session.address === null), signal);
    text.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      field.hidden = true;
      button.focus();
    }, { signal });
    signal.addEventListener('abort', () => clearTimeout(timer));
  }
}
