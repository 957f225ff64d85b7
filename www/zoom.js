// Nearer, farther and home by buttons; and who turns the wheel over the plot is told once how it would zoom.

import { ref, say } from './dom.js';

/** @import { Session } from './session.js' */

const NEARER = 1.5;
/** One turn of the wheel is many events; a second one is told again, and then it is enough. */
const PAUSE = 1500;
const MOST = 3;

export class Zoom {
  #told = 0;
  #last = -Infinity;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const press = (/** @type {string} */ name, /** @type {number} */ factor) =>
      ref(root, name, HTMLElement).addEventListener('click', () => session.zoomIn(factor), { signal });
    press('nearer', NEARER);
    press('farther', 1 / NEARER);
    const line = ref(root, 'wheel', HTMLElement);
    say(line, `${/Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl'} + scroll to zoom`);
    ref(root, 'plot', HTMLElement).addEventListener('wheel', (event) => this.#tell(event, line), { signal, passive: true });
  }

  /** @param {WheelEvent} event @param {HTMLElement} line */
  #tell({ ctrlKey, metaKey, timeStamp }, line) {
    const again = timeStamp - this.#last > PAUSE;
    this.#last = timeStamp;
    if (ctrlKey || metaKey || !again || this.#told >= MOST) return;
    this.#told += 1;
    line.animate({ opacity: [0, 1, 1, 0] }, { duration: PAUSE, easing: 'ease-out' });
  }
}
