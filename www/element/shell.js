// A figure's shadow root: what stands in it before anyone fills it, how it is dressed, and the sentences for everyone.

import { make, mark, ref, say } from '../dom.js';
import { adopt } from '../style/sheets.js';
import { STYLE } from '../style/style.js';
import { bare, content } from './template.js';

export class Shell {
  root;
  /** Where the colour of the page's own words can be read. */
  probe = make('i', { class: 'probe' });

  /** @param {HTMLElement} host */
  constructor(host) {
    this.root = host.attachShadow({ mode: 'open' });
  }

  /**
   * Throws where a page's policy does not let the template be parsed.
   * @param {() => void} look at its place, which is cheap as long as there is nothing to lay out
   */
  fill(look) {
    // What was dressed in another document cannot be worn in this one.
    this.root.adoptedStyleSheets = [];
    adopt(this.root, STYLE);
    this.root.replaceChildren(this.probe);
    look();
    this.#put(content());
  }

  /** @param {Node} parts */
  #put(parts) {
    this.root.replaceChildren(parts, this.probe);
  }

  /** Whoever makes its parts makes them now. */
  wake() {
    const frame = ref(this.root, 'root', HTMLElement);
    frame.inert = false;
    mark(frame, 'aria-busy', null);
  }

  /** A plot alone, with why there is nothing to see. @param {string} text */
  giveUp(text) {
    this.clear();
    this.fault(text);
  }

  /** Nothing but what can be dressed: browsers keep parts that are replaced once they are back in a document. */
  clear() {
    this.#put(bare());
  }

  /** What the style sheet has to know. @param {{ theme: string, layout: string, controls: string | null }} view */
  dress({ theme, layout, controls }) {
    // Before it is filled there is nothing to dress.
    if (!this.root.firstChild) return;
    const frame = ref(this.root, 'root', HTMLElement);
    mark(frame, 'data-theme', theme);
    mark(frame, 'data-layout', layout);
    mark(frame, 'data-controls', controls);
  }

  /** @param {string} text one sentence over the plot, '' to take it away */
  fault(text) {
    const fault = ref(this.root, 'fault', HTMLElement);
    say(fault, text);
    fault.hidden = text === '';
    fault.setAttribute('role', 'alert');
  }

  /** @param {string} text one sentence for those who listen to the page */
  say(text) {
    const status = ref(this.root, 'status', HTMLElement);
    // The same once more would be no change, and not be heard.
    say(status, status.textContent === text ? `${text}\u00a0` : text);
  }
}
