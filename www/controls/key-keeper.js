// Keys that a control takes go no further: a slide or a chapter of the host must not turn under the reader's hand.

import { isChord, isTextBox, ref } from '../dom.js';

/** @import { Session } from '../state/session.js' */

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];

/** Keys by the element that takes them, be it to scroll; a text box takes all but Tab. */
const TAKEN = /** @type {[string, Set<string>][]} */ ([
  ['select, input, pre, [role="slider"]', new Set([...ARROWS, ' ', 'Enter'])],
  ['button, summary', new Set([' ', 'Enter'])],
]);

/** With Ctrl or ⌘ these letters, and with Alt as well these keys, edit what is typed, and nothing else of the page. */
const LETTERS = new Set(['a', 'c', 'v', 'x', 'y', 'z']);
const EDITS = new Set([...ARROWS, 'Backspace', 'Delete']);

export class KeyKeeper {
  /** @param {Session} _session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(_session, root, signal) {
    /** @param {KeyboardEvent} event */
    const keep = (event) => {
      const { target, key } = event;
      if (!(target instanceof Element)) return;
      const inBox = isTextBox(target);
      if (isChord(event)) {
        const edits = EDITS.has(key) || (!event.altKey && LETTERS.has(key.toLowerCase()));
        if (inBox && edits) event.stopPropagation();
        return;
      }
      const typing = inBox && key !== 'Tab';
      // A letter chooses in a list.
      const choosing = target.matches('select') && key.length === 1;
      if (typing || choosing || TAKEN.some(([who, keys]) => target.matches(who) && keys.has(key))) event.stopPropagation();
    };
    for (const type of /** @type {const} */ (['keydown', 'keyup', 'keypress'])) {
      ref(root, 'root', HTMLElement).addEventListener(type, keep, { signal });
    }
  }
}
