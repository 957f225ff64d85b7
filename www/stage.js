/**
 * The plot's four canvases, one over the other: the landscape, the ghost of the paths before a gesture, the paths, the
 * playhead; and the two of the chart under it: its axes, the losses. Each is drawn again only when what it shows has
 * changed.
 */

import { ref } from './dom.js';
import { Ink } from './ink.js';
import { ratioOf, watchPixels } from './watch.js';

/** @import { Session } from './session.js' */

/** @typedef {'landscape' | 'ghost' | 'paths' | 'playhead' | 'axes' | 'loss'} Layer */

/** A size that nobody sees stands still after so many ms. */
const STILL = 300;

export class Stage {
  #session;
  #plot;
  #chart;
  #start;
  #tools;
  #canvas;
  #ink;
  /** What each layer shows: a layer is drawn when this is no longer true. */
  #shown = nothing();
  /** What the landscape depends on, and how often it has changed. @type {unknown[]} */
  #seen = [];
  #views = 0;
  /** The step that the paths are drawn to. */
  #drawnTo = -1;
  /** Whole paths, wherever the playhead stands: from a change of the runs under a hand until it lets go. */
  #whole = false;
  #revision;
  /** The plot's own height, where it has one, and its shape where it has not. */
  #height = '';
  #ratio = 1;
  /** The grain that the canvases have. */
  #grain = 1;
  /** The start that the handle stands at, and in which view. */
  #handle = { view: 0, x: NaN, y: NaN };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #restore;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  /** The first picture is a draft of the landscape alone, so that it comes soon; the one after it follows by itself. */
  #draft = true;
  /** Whether the last drawing failed, and its sentence stands. */
  #failed = false;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#ink = new Ink(session.playground);
    this.#revision = session.revision;
    this.#plot = ref(root, 'plot', HTMLElement);
    this.#chart = ref(root, 'chart', HTMLElement);
    this.#start = ref(root, 'start', HTMLElement);
    this.#tools = ref(root, 'tools', HTMLElement);
    /** @param {Layer} name */
    const canvas = (name) => ref(root, name, HTMLCanvasElement);
    this.#canvas = {
      landscape: canvas('landscape'),
      ghost: canvas('ghost'),
      paths: canvas('paths'),
      playhead: canvas('playhead'),
      axes: canvas('axes'),
      loss: canvas('loss'),
    };
    const { width, height } = this.#plot.getBoundingClientRect();
    // Without waiting for the observer: the first picture comes a frame earlier.
    if (width * height > 0) this.#measure(new Map());
    // Cleared canvases must not be seen empty: the observer calls before the paint.
    watchPixels([this.#plot, this.#chart], (changed) => this.#resize(changed) && session.tell(), signal);

    session.on('draw', () => this.#draw(), signal);
    for (const type of /** @type {const} */ (['scene', 'state', 'view'])) session.on(type, () => this.#fit(), signal);
    for (const each of this.#canvases()) this.#guard(each, signal);
    signal.addEventListener('abort', () => clearTimeout(this.#later), { once: true });
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

  #canvases() {
    return Object.values(this.#canvas);
  }

  /**
   * Out of sight a picture stays until its size stands still: a browser that captures the whole page changes it for a moment.
   *
   * @param {Map<Element, { width: number, height: number }>} changed sizes in device pixels
   * @returns {boolean} whether anything has to be drawn again
   */
  #resize(changed) {
    clearTimeout(this.#later);
    if (this.#session.visible || !this.#shown.paths) return this.#measure(changed);
    this.#later = setTimeout(() => this.#measure(new Map()) && this.#session.tell(), STILL);
    return false;
  }

  /**
   * @param {Map<Element, { width: number, height: number }>} changed sizes in device pixels
   * @returns {boolean} whether anything has to be drawn again
   */
  #measure(changed) {
    const { grain } = this.#session;
    this.#grain = grain;
    const ratio = ratioOf(this.#plot) * grain;
    const [plot, chart] = [this.#plot, this.#chart].map((box) => {
      const { width, height } = changed.get(box) ?? scaled(box);
      return { width: Math.round(width * grain), height: Math.round(height * grain) };
    });
    let cleared = false;
    for (const canvas of this.#canvases()) {
      const { width, height } = this.#chart.contains(canvas) ? chart : plot;
      // Even the same number would clear it.
      if (canvas.width === width && canvas.height === height) continue;
      canvas.width = width;
      canvas.height = height;
      cleared = true;
    }
    const size = {
      width: plot.width / ratio,
      height: plot.height / ratio,
      chartWidth: chart.width / ratio,
      chartHeight: chart.height / ratio,
      ratio,
    };
    if (!cleared && JSON.stringify(size) === JSON.stringify(this.#session.size)) return false;
    this.#forget();
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = this.#tools;
    // One of them comes and goes, at the left.
    const room = 3 * offsetHeight;
    this.#session.playground.keepOutOf(offsetLeft + offsetWidth - room, offsetTop, room, offsetHeight);
    this.#session.program(() => this.#session.resize(size));
    return true;
  }

  #forget() {
    this.#shown = nothing();
    this.#ink.forget();
    this.#handle.view = 0;
  }

  #draw() {
    if (this.#grain !== this.#session.grain) this.#measure(new Map());
    const { playground, size, visible } = this.#session;
    const draft = this.#draft;
    this.#draft = false;
    if (size.width < 1 || size.height < 1) return;
    // Out of sight only what was cleared is drawn.
    if (!visible && this.#shown.paths) return;
    const { revision, step, arrows, inGesture } = this.#session;
    const view = this.#view();
    const runs = `${view} ${revision}`;
    this.#placeStart(view);
    try {
      this.#drawLandscape(`${view} ${draft}`, draft);
      if (draft) return;
      this.#drawGhost(`${view} ghost`);
      this.#drawPaths(runs);
      // Labels stay where they are under a hand alone.
      this.#layer('playhead', `${runs} ${step} ${arrows} ${inGesture}`, () => playground.drawPlayhead(step, arrows));
      if (size.chartWidth >= 1 && size.chartHeight >= 1) {
        this.#layer('axes', `${view} ${playground.axes()}`, () => playground.drawAxes());
        this.#layer('loss', runs, () => playground.drawLosses());
      }
      if (this.#failed) this.#session.fail('');
      this.#failed = false;
    } catch (cause) {
      this.#failed = true;
      this.#forget();
      this.#session.fail(`The figure could not be drawn (${cause instanceof Error ? cause.message : cause}).`);
    }
  }

  /** @param {Layer} name @param {string} what @param {() => number} draw makes a list and tells its length */
  #layer(name, what, draw) {
    if (this.#shown[name] === what) return;
    this.#shown[name] = what;
    this.#play(name, draw());
  }

  /** @param {Layer} name @param {number} length of its list @param {boolean} [fresh] */
  #play(name, length, fresh) {
    this.#ink.play(this.#canvas[name], this.#session.size.ratio, length, fresh);
  }

  /** Another number whenever something changed that the landscape depends on. */
  #view() {
    const { playground, size, dark, layout, scene } = this.#session;
    const panels = layout === 'panels' ? scene.rules.join(' ') : '';
    const now = [scene.surface, panels, dark, size, playground.views()];
    if (now.some((value, index) => value !== this.#seen[index])) {
      this.#seen = now;
      this.#views += 1;
    }
    return this.#views;
  }

  /** @param {string} what @param {boolean} draft */
  #drawLandscape(what, draft) {
    if (this.#shown.landscape === what) return;
    this.#shown.landscape = what;
    this.#session.playground.drawLandscape(this.#canvas.landscape, this.#session.size.ratio, draft);
  }

  /** @param {string} what */
  #drawGhost(what) {
    const { playground, inGesture } = this.#session;
    // Without a ghost the list is empty, and clears the canvas.
    this.#layer('ghost', inGesture ? what : '', () => playground.drawGhost());
  }

  /** @param {string} runs */
  #drawPaths(runs) {
    const { playground, revision, step, steps, inGesture, playing } = this.#session;
    if (!inGesture || playing) this.#whole = false;
    else if (revision !== this.#revision) this.#whole = true;
    this.#revision = revision;
    const to = this.#whole ? steps : Math.floor(step);
    if (this.#shown.paths !== runs || to < this.#drawnTo) this.#play('paths', playground.drawPaths(to));
    else if (to > this.#drawnTo) this.#play('paths', playground.appendPaths(this.#drawnTo, to), false);
    this.#shown.paths = runs;
    this.#drawnTo = to;
  }

  /**
   * The handle stays within reach when its point is out of the window, and brings it in sight when it is pressed.
   * @param {number} view
   */
  #placeStart(view) {
    const { playground, scene } = this.#session;
    const [x, y] = scene.start;
    const handle = this.#handle;
    if (view === handle.view && x === handle.x && y === handle.y) return;
    this.#handle = { view, x, y };
    const [left, top, outside] = playground.startMark();
    this.#start.style.transform = `translate(${left}px, ${top}px)`;
    this.#start.toggleAttribute('data-outside', outside === 1);
    this.#start.title = outside === 1 ? 'Show the start' : '';
  }

  /**
   * A browser short of memory takes canvases away, and mostly gives them back.
   * @param {HTMLCanvasElement} canvas @param {AbortSignal} signal
   */
  #guard(canvas, signal) {
    canvas.addEventListener(
      'contextlost',
      () => {
        clearTimeout(this.#restore);
        this.#restore = setTimeout(() => {
          this.#session.fail('The browser took the canvas of this figure away and has not given it back: reload the page to see it.');
        }, 2000);
      },
      { signal },
    );
    canvas.addEventListener(
      'contextrestored',
      () => {
        clearTimeout(this.#restore);
        this.#session.fail('');
        this.#forget();
        this.#session.program(() => this.#session.resize(this.#session.size));
      },
      { signal },
    );
    signal.addEventListener('abort', () => clearTimeout(this.#restore), { once: true });
  }
}

function nothing() {
  return { landscape: '', ghost: '', paths: '', playhead: '', axes: '', loss: '' };
}

/**
 * The device pixels of an element, as the browser snaps its edges to them; none of one that is not laid out.
 * @param {HTMLElement} element
 */
export function scaled(element) {
  const [box] = element.getClientRects();
  if (!box) return { width: 0, height: 0 };
  const { left, top } = box;
  // Without the transforms of a host that scales its slides, and with fractions of a pixel.
  const { width, height } = getComputedStyle(element);
  const ratio = ratioOf(element);
  /** @param {number} at @param {string} length */
  const snapped = (at, length) => {
    const from = at * devicePixelRatio;
    return Math.round(from + parseFloat(length) * ratio) - Math.round(from);
  };
  return { width: snapped(left, width), height: snapped(top, height) };
}
