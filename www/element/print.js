// Paper is white: for the time of printing the figure is drawn by day, in sight or not, at the size that it has here.

import { make, number, ref } from '../dom.js';

/** @import { Session } from '../state/session.js' */

/** Pixels that every paper has room for, between its margins and the page's. */
const PAPER = 580;

/** Pixels of a canvas for each of these, along a side: paper shows more than a screen does. */
const FINE = 3;

/** The most pixels that every browser gives a canvas. */
const MOST = 4096 ** 2;

export class Print {
  #session;
  #root;
  /** Takes back what was done for the paper. @type {(() => void) | undefined} */
  #back;
  /** Whether that is still to be done, though the paper is printed. */
  #leaves = false;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#root = root;
    addEventListener('beforeprint', () => this.#prepare(), { signal });
    addEventListener('afterprint', () => {
      const paper = matchMedia('print');
      // Firefox still lays out for paper then.
      this.#leaves = paper.matches;
      if (this.#leaves) paper.addEventListener('change', () => this.#return(), { once: true, signal });
      else this.#return();
    }, { signal });
  }

  #prepare() {
    if (this.#leaves) this.#return();
    const { theme, visible, size, awake } = this.#session;
    if (!awake || this.#back) return;
    const area = size.width * size.height * size.ratio ** 2;
    this.#session.printing = true;
    this.#show('light', true, Math.max(1, Math.min(FINE / size.ratio, Math.sqrt(MOST / area))));
    // What stands over the canvases stands on its pixel: the whole is scaled, nothing is laid out anew.
    const { style } = ref(this.#root, 'root', HTMLElement);
    style.setProperty('--width', `${size.width}px`);
    style.setProperty('--height', `${size.height}px`);
    style.setProperty('--zoom', String(Math.min(1, PAPER / (size.width || 1))));
    // Those that are folded away are not printed.
    const all = /** @type {HTMLElement[]} */ ([...this.#root.querySelectorAll('.map')]);
    const maps = all.filter(({ offsetWidth }) => offsetWidth > 0);
    style.setProperty('--map', maps.length > 0 ? 'block' : 'none');
    style.setProperty('--map-width', `${maps[0]?.offsetWidth}px`);
    style.setProperty('--map-height', `${maps[0]?.offsetHeight}px`);
    const plot = ref(this.#root, 'plot', HTMLElement);
    const copies = [plot, ref(this.#root, 'chart', HTMLElement), ...maps].map(flattened);
    const numbers = make('p', {}, this.#numbers());
    plot.after(numbers);
    this.#back = () => {
      for (const made of [...copies, numbers]) made.remove();
      this.#session.printing = false;
      if (this.#session.awake) this.#show(theme, visible, 1);
    };
  }

  #return() {
    this.#leaves = false;
    this.#back?.();
    this.#back = undefined;
  }

  /** What the controls say that are not printed; of α and β only what a run takes: the others' are in their names. */
  #numbers() {
    const { playground, scene } = this.#session;
    const { learningRate, momentum, start, steps } = scene;
    const runs = playground.rules();
    const said = [`start (${start.map(number).join(', ')})`, steps === 1 ? '1 step' : `${steps} steps`];
    if (runs.some(({ takes }) => takes.momentum)) said.unshift(`β ${number(momentum)}`);
    if (runs.some(({ takes }) => takes['learning-rate'])) said.unshift(`α ${number(learningRate)}`);
    return said.join(', ');
  }

  /** @param {Session['theme']} theme @param {boolean} visible @param {number} grain */
  #show(theme, visible, grain) {
    const session = this.#session;
    session.program(() => {
      session.visible = visible;
      session.grain = grain;
      session.setTheme(theme);
    });
    session.tell();
  }
}

/**
 * The canvases of a box as one: Chromium prints the strokes that a canvas was drawn with just now, and what was cleared
 * before them as white. A copy is printed as the picture that it is.
 * @param {HTMLElement} box
 */
function flattened(box) {
  const canvases = [...box.querySelectorAll('canvas')];
  const { width, height } = canvases[0];
  const copy = make('canvas', { class: 'paper', width, height });
  const context = copy.getContext('2d');
  if (width * height > 0) for (const canvas of canvases) context?.drawImage(canvas, 0, 0);
  canvases.at(-1)?.after(copy);
  return copy;
}
