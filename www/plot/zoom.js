// Nearer, farther and home by buttons; and who turns the wheel over the plot, or draws a zoomed one with one finger, is told
// how it would move.

import { listening, ref, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */

const NEARER = 1.5;
/** One turn of the wheel is many events; a second one is told again, and then it is enough. */
const PAUSE = 1500;
const MOST = 3;
/** So many pixels to the side are no scrolling of the page. */
const ASIDE = 24;

export class Zoom {
  #line;
  #told = 0;
  #last = -Infinity;
  /** Where the only finger went down on the plot. @type {PointerEvent | undefined} */
  #finger;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const press = (/** @type {string} */ name, /** @type {number} */ factor) =>
      ref(root, name, HTMLElement).addEventListener('click', () => session.zoomIn(factor), { signal });
    press('nearer', NEARER);
    press('farther', 1 / NEARER);
    this.#line = ref(root, 'wheel', HTMLElement);
    const plot = ref(root, 'plot', HTMLElement);
    const wheel = `${/Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl'} + scroll to zoom`;
    const on = listening(plot, signal);
    on('wheel', (event) => this.#tell(event, event.ctrlKey || event.metaKey ? '' : wheel), { passive: true });
    on('pointerdown', (event) => {
      this.#finger = event.pointerType === 'touch' && event.isPrimary && event.target === plot ? event : undefined;
    });
    on('pointermove', (event) => {
      if (this.#isDrawn(event) && !session.playground.atHome()) this.#tell(event, 'two fingers move the view');
    });
  }

  /** @param {PointerEvent} event */
  #isDrawn({ pointerId, clientX, clientY }) {
    if (this.#finger?.pointerId !== pointerId) return false;
    const aside = Math.abs(clientX - this.#finger.clientX);
    return aside > ASIDE && aside > Math.abs(clientY - this.#finger.clientY);
  }

  /** @param {Event} event @param {string} text '' where the hand knows */
  #tell({ timeStamp }, text) {
    const again = timeStamp - this.#last > PAUSE;
    this.#last = timeStamp;
    if (!text || !again || this.#told >= MOST) return;
    this.#told += 1;
    say(this.#line, text);
    this.#line.animate({ opacity: [0, 1, 1, 0] }, { duration: PAUSE, easing: 'ease-out' });
  }
}
