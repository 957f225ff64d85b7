// The page's address says what the figure shows. For a page only: an embedded element never writes its host's hash.

/**
 * The element, by its public surface.
 * @typedef {EventTarget & { link: string, problems: readonly unknown[], ready: Promise<void>, reset(): void }} Figure
 */

/**
 * Milliseconds between two writes while dragging. Each costs more than a redraw, and Safari allows a hundred in 30 s.
 */
const INTERVAL = 1000;
/** Where a drag ends the next write is due sooner. */
const LEAST = 300;

export class Hash {
  #figure;
  #page;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** When it was last written. */
  #written = -Infinity;
  /** A link that waits for its turn. */
  #waiting = '';
  /** Whether the figure has changed since, so that its link has to be asked for. */
  #stale = false;
  /** The hash that the figure shows, and the last one that was somebody's link. */
  #current = '';
  #link = '';
  /** The figure's own link for what the address says. */
  #shown = '';
  /** While an address is opened, which may wait for rules, the figure still shows what was before. @type {Promise<void> | undefined} */
  #opening;

  /** @param {Figure} figure @param {Window} [page] */
  constructor(figure, page = window) {
    this.#figure = figure;
    this.#page = page;
    this.#open();
    this.#follow();
    for (const type of ['change', 'step', 'end']) figure.addEventListener(`heavy-ball-${type}`, (event) => this.#write(event));
    // Both come for one step back; the second finds nothing to do.
    page.addEventListener('popstate', () => this.#open());
    page.addEventListener('hashchange', () => this.#open());
    // Where a drag ends, before the next change can be a landmark.
    for (const type of ['pointerup', 'keyup']) page.addEventListener(type, () => this.#settle(), { capture: true });
  }

  #open() {
    const { hash } = this.#page.location;
    if (hash === this.#current || isAnchor(hash)) return;
    this.#current = this.#link = hash;
    this.#waiting = '';
    this.#stale = false;
    if (hash) this.#figure.link = hash.slice(1);
    else this.#figure.reset();
    this.#follow();
  }

  #follow() {
    const opening = this.#figure.ready.catch(() => {}).then(() => {
      if (this.#opening !== opening) return;
      this.#opening = undefined;
      this.#shown = this.#figure.link;
    });
    this.#opening = opening;
  }

  /** @param {Event} event */
  #write(event) {
    const { source, landmark = false } = /** @type {CustomEvent} */ (event).detail;
    // What the program did came from here, or from an author who has the attributes.
    if (source !== 'user' || this.#opening) return;
    if (landmark) {
      this.#put();
      this.#stale = true;
      this.#ask();
      this.#put(true);
    } else {
      this.#stale = true;
      if (this.#timer === undefined) this.#tick();
    }
  }

  /** What has been dragged until now, told or not, is to be written at once, or as soon as may be. */
  #settle() {
    if (this.#opening) return;
    if (this.#timer === undefined) return this.#ask();
    this.#stale = true;
    this.#ask();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, this.#written + LEAST - performance.now()));
  }

  #ask() {
    if (this.#stale) this.#waiting = this.#figure.link;
    this.#stale = false;
  }

  #tick() {
    this.#timer = undefined;
    this.#ask();
    if (!this.#waiting) return;
    this.#put();
    this.#timer = setTimeout(() => this.#tick(), INTERVAL);
  }

  /** @param {boolean} [push] */
  #put(push = false) {
    if (!this.#waiting) return;
    const { history, location } = this.#page;
    const link = this.#waiting;
    const hash = `#${link}`;
    this.#waiting = '';
    // To open an address, or to come to an anchor, is no change.
    if (hash === location.hash || link === this.#shown) return;
    this.#shown = link;
    this.#written = performance.now();
    // An anchor is the reader's, and of a link that could not be taken as it is the rest would be lost: back leads to them.
    const isPartly = this.#link !== '' && location.hash === this.#link && this.#figure.problems.length > 0;
    if (push || isAnchor(location.hash) || isPartly) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
    this.#current = this.#page.location.hash;
  }
}

/** @param {string} hash */
function isAnchor(hash) {
  return hash !== '' && hash !== '#' && !hash.startsWith('#v=');
}
