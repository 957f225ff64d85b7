// The size of the plot and of the chart under it: how high they are laid out, and how many pixels their canvases have.

import { ref } from '../dom.js';
import { pixelsOf, ratioOf, watchPixels } from '../watch.js';

/** @import { Session } from '../state/session.js' */
/** @import { Size } from '../types.js' */

/** A size that nobody sees stands still after so many ms. */
const STILL = 300;

/**
 * What is drawn at this size.
 * @typedef {object} Picture
 * @property {HTMLCanvasElement[]} canvases
 * @property {() => boolean} stands whether anything has been drawn
 * @property {() => void} forget has all drawn anew
 */

export class PlotSize {
  #session;
  #plot;
  #chart;
  #tools;
  #picture;
  /** The plot's own height, where it has one, and its shape where it has not. */
  #height = '';
  #ratio = 1;
  /** The grain that the canvases have. */
  #grain = 1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;

  /** @param {Session} session @param {ShadowRoot} root @param {Picture} picture @param {AbortSignal} signal */
  constructor(session, root, picture, signal) {
    this.#session = session;
    this.#plot = ref(root, 'plot', HTMLElement);
    this.#chart = ref(root, 'chart', HTMLElement);
    this.#tools = ref(root, 'tools', HTMLElement);
    this.#picture = picture;
    const { width, height } = this.#plot.getBoundingClientRect();
    // Without waiting for the observer: the first picture comes a frame earlier.
    if (width * height > 0) this.#measure();
    // Cleared canvases must not be seen empty: the observer calls before the paint.
    watchPixels([this.#plot, this.#chart], (changed) => this.#resize(changed) && session.tell(), signal);
    // The stage listens after it, and so draws in the grain that there is to be.
    session.on('draw', () => this.#grain !== session.grain && this.#measure(), signal);
    session.on(['scene', 'state', 'view'], () => this.#fit(), signal);
    signal.addEventListener('abort', () => clearTimeout(this.#later));
  }

  /** Panels may need more height than one map; the observer sees to the rest. The width is not ours to change. */
  #fit() {
    const { playground, layout, size } = this.#session;
    if (size.width < 1 || size.height < 1) return;
    if (this.#height === '') this.#ratio = size.width / size.height;
    const needed = () => {
      const [good, least] = playground.panelsHeight(size.width);
      this.#plot.style.setProperty('--least', `${Math.round(least)}px`);
      return Math.max(size.width / this.#ratio, good);
    };
    const height = layout === 'panels' ? `${Math.round(needed())}px` : '';
    if (height !== this.#height) Object.assign(this.#plot.style, { blockSize: height, aspectRatio: height && 'auto' });
    this.#height = height;
  }

  /**
   * Out of sight a picture stays until its size stands still: a browser that captures the whole page changes it for a moment.
   * @param {Map<Element, { width: number, height: number }>} changed sizes in device pixels
   * @returns {boolean} whether anything has to be drawn again
   */
  #resize(changed) {
    clearTimeout(this.#later);
    if (this.#session.visible || !this.#picture.stands()) return this.#measure(changed);
    this.#later = setTimeout(() => this.#measure() && this.#session.tell(), STILL);
    return false;
  }

  /**
   * @param {Map<Element, { width: number, height: number }>} [changed] sizes in device pixels, where they are known
   * @returns {boolean} whether anything has to be drawn again
   */
  #measure(changed) {
    const { grain } = this.#session;
    this.#grain = grain;
    const ratio = ratioOf(this.#plot) * grain;
    const [plot, chart] = [this.#plot, this.#chart].map((box) => {
      const { width, height } = changed?.get(box) ?? pixelsOf(box);
      return { width: Math.round(width * grain), height: Math.round(height * grain) };
    });
    let cleared = false;
    for (const canvas of this.#picture.canvases) {
      const { width, height } = this.#chart.contains(canvas) ? chart : plot;
      // Even the same number would clear it.
      if (canvas.width === width && canvas.height === height) continue;
      canvas.width = width;
      canvas.height = height;
      cleared = true;
    }
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = this.#tools;
    // One of them comes and goes, at the left.
    const room = 3 * offsetHeight;
    /** @type {Size} */
    const size = {
      width: plot.width / ratio,
      height: plot.height / ratio,
      chartWidth: chart.width / ratio,
      chartHeight: chart.height / ratio,
      tools: [offsetLeft + offsetWidth - room, offsetTop, room, offsetHeight],
      ratio,
    };
    if (!cleared && JSON.stringify(size) === JSON.stringify(this.#session.size)) return false;
    this.#picture.forget();
    this.#session.program(() => this.#session.resize(size));
    return true;
  }
}
