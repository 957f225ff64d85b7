// Plain numbers of the Scene: where the paths start, how many steps they take, and how near to a minimizer is there.

import { ref } from '../dom.js';
import { NumberBox, change } from './number-box.js';

/** @import { Session } from '../state/session.js' */

const NUMBERS = ['start', 'steps', 'tolerance'];

export class Numbers {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    /**
     * @param {string} name of the box
     * @param {string} message of the line for its problems
     * @param {() => string} read
     * @param {(text: string) => Record<string, unknown>} entries
     */
    const box = (name, message, read, entries) => {
      const write = (/** @type {string} */ text) => change(session, entries(text));
      const made = new NumberBox(ref(root, name, HTMLInputElement), ref(root, message, HTMLElement), write, signal);
      session.onScene(NUMBERS, () => made.show(read()), signal);
    };
    box('start-x', 'start-problem', () => short(session.scene.start[0]), (x) => ({ start: `${x},${session.scene.start[1]}` }));
    box('start-y', 'start-problem', () => short(session.scene.start[1]), (y) => ({ start: `${session.scene.start[0]},${y}` }));
    box('steps', 'start-problem', () => String(session.scene.steps), (steps) => ({ steps }));
    box('tolerance', 'tolerance-problem', () => String(session.scene.tolerance), (tolerance) => ({ tolerance }));
  }
}

/** A dragged coordinate in four digits. @param {number} x */
const short = (x) => String(Number(x.toPrecision(4)));
