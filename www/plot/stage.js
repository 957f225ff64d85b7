// The plot's four canvases, one over the other: the landscape, the ghost of the paths before a gesture, the paths, the
// playhead; and the two of the chart under it: its axes, the losses. Each is drawn again only when what it shows has
// changed.

import { ref } from '../dom.js';
import { Ink } from './ink.js';
import { PlotSize } from './plot-size.js';
import { watchContexts } from '../watch.js';

/** @import { Session } from '../state/session.js' */
/** @import { Playground } from '../types.js' */

const LAYERS = /** @type {const} */ (['landscape', 'ghost', 'paths', 'playhead', 'axes', 'loss']);

/** @typedef {(typeof LAYERS)[number]} Layer */

export class Stage {
  #session;
  #canvas;
  #ink;
  /** What each layer shows: a layer is drawn when this is no longer true. @type {Partial<Record<Layer, string>>} */
  #shown = {};
  /** Whose numbers these are: another one counts from 0 again. @type {Playground | undefined} */
  #of;
  /** The step that the paths are drawn to. */
  #drawnTo = -1;
  /** Whole paths, wherever the playhead stands: from a change of the runs under a hand until it lets go. */
  #whole = false;
  #revision;
  /** The first picture is a draft of the landscape alone, so that it comes soon; the one after it follows by itself. */
  #draft = true;
  /** Whether the last drawing failed, and its sentence stands. */
  #failed = false;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#ink = new Ink(session);
    this.#revision = session.revision;
    const layers = LAYERS.map((name) => [name, ref(root, name, HTMLCanvasElement)]);
    this.#canvas = /** @type {Record<Layer, HTMLCanvasElement>} */ (Object.fromEntries(layers));
    const canvases = Object.values(this.#canvas);
    new PlotSize(session, root, { canvases, stands: () => this.#shown.paths !== undefined, forget: () => this.#forget() }, signal);
    session.on('draw', () => this.#draw(), signal);
    watchContexts(canvases, (lost) => this.#miss(lost), signal);
  }

  /** @param {boolean} lost */
  #miss(lost) {
    const session = this.#session;
    if (lost) return session.fail('The browser took the canvas of this figure away and has not given it back: reload the page to see it.');
    session.fail('');
    this.#forget();
    session.program(() => session.resize(session.size));
  }

  #forget() {
    this.#shown = {};
    this.#ink.forget();
  }

  #draw() {
    const { playground, size, visible } = this.#session;
    const draft = this.#draft;
    this.#draft = false;
    if (size.width < 1 || size.height < 1) return;
    if (playground !== this.#of) this.#shown = {};
    this.#of = playground;
    // Out of sight only what was cleared is drawn.
    if (!visible && this.#shown.paths) return;
    const { revision, step, arrows, inGesture } = this.#session;
    const view = this.#view();
    const runs = `${view} ${revision}`;
    try {
      this.#drawLandscape(`${view} ${draft}`, draft);
      if (draft) return;
      // Without a ghost the list is empty, and clears the canvas.
      this.#layer('ghost', inGesture ? view : '', () => playground.drawGhost());
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
    if ((this.#shown[name] ?? '') === what) return;
    this.#shown[name] = what;
    this.#play(name, draw());
  }

  /** @param {Layer} name @param {number} length of its list @param {boolean} [fresh] */
  #play(name, length, fresh) {
    this.#ink.play(this.#canvas[name], this.#session.size.ratio, length, fresh);
  }

  /** All that the landscape depends on. */
  #view() {
    const { playground, dark, contrast, layout, scene } = this.#session;
    const panels = layout === 'panels' ? scene.rules.join(' ') : '';
    return `${playground.views()} ${dark} ${contrast} ${scene.surface} ${panels}`;
  }

  /** @param {string} what @param {boolean} draft */
  #drawLandscape(what, draft) {
    if (this.#shown.landscape === what) return;
    this.#shown.landscape = what;
    this.#session.playground.drawLandscape(this.#canvas.landscape, this.#session.size.ratio, draft);
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
}
