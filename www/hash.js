/** The page's address says what the figure shows. For a page only: an embedded element never writes its host's hash. */

/** @typedef {EventTarget & { link: string, reset(): void }} Figure the element, by its public surface */

/** Four times a second would be more often than Safari allows in the long run (100 in 30 s). */
const INTERVAL = 320;

export class Hash {
  #figure;
  #page;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** A link that waits for its turn. */
  #waiting = '';
  /** The hash that the figure shows. */
  #current = '';

  /** @param {Figure} figure @param {Window} [page] */
  constructor(figure, page = window) {
    this.#figure = figure;
    this.#page = page;
    this.#open();
    figure.addEventListener('heavy-ball-change', (event) => this.#write(event));
    figure.addEventListener('heavy-ball-step', (event) => this.#write(event));
    // Both come for one step back; the second finds nothing to do.
    page.addEventListener('popstate', () => this.#open());
    page.addEventListener('hashchange', () => this.#open());
  }

  #open() {
    const { hash } = this.#page.location;
    if (hash === this.#current || isAnchor(hash)) return;
    this.#current = hash;
    this.#waiting = '';
    if (hash) this.#figure.link = hash.slice(1);
    else this.#figure.reset();
  }

  /** @param {Event} event */
  #write(event) {
    const { source, landmark = false } = /** @type {CustomEvent} */ (event).detail;
    // What the program did came from here, or from an author who has the attributes.
    if (source !== 'user') return;
    const link = this.#figure.link;
    if (landmark) {
      this.#put();
      this.#waiting = link;
      this.#put(true);
    } else {
      this.#waiting = link;
      if (this.#timer === undefined) this.#tick();
    }
  }

  #tick() {
    this.#timer = undefined;
    if (!this.#waiting) return;
    this.#put();
    this.#timer = setTimeout(() => this.#tick(), INTERVAL);
  }

  /** @param {boolean} [push] */
  #put(push = false) {
    if (!this.#waiting) return;
    const { history } = this.#page;
    const hash = `#${this.#waiting}`;
    this.#waiting = '';
    // An anchor is the reader's: it keeps its place in the history.
    if (push || isAnchor(this.#page.location.hash)) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
    this.#current = this.#page.location.hash;
  }
}

/** @param {string} hash */
function isAnchor(hash) {
  return hash !== '' && hash !== '#' && !hash.startsWith('#v=');
}
