// The maps of α and β beside the figure: their views, painted at most once a frame. At rest and out of sight nothing runs.

import { ref, say } from '../dom.js';
import { Ink } from '../plot/ink.js';
import { pixelsOf, ratioOf, watchPixels, watchVisible } from '../watch.js';
import { Forms } from './forms.js';
import { Hand } from './hand.js';
import { MapKeys } from './keys.js';
import { Mover } from './mover.js';
import { Sweep } from './sweep.js';
import { Unfold } from './unfold.js';
import { MapView } from './view.js';
import { Words } from './words.js';

/** @import { Session } from '../state/session.js' */

/** What a point of a map is made of. */
const POINT = new Set(['learningRate', 'momentum']);

export class Maps {
  #session;
  #parent;
  #plot;
  #progress;
  #forms;
  #words;
  #ink;
  #sweep;
  /** @type {MapView[]} */
  #views = [];
  /** Ends what listens on the views there were. */
  #life = new AbortController();
  #seen = false;
  #size = { width: 0, height: 0, ratio: 0 };
  #grain = 1;
  /** What the views show, what their fields show, and what stands on these. */
  #shown = '';
  #painted = '';
  #drawn = '';
  #frame = 0;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#parent = ref(root, 'maps', HTMLElement);
    this.#plot = ref(root, 'plot', HTMLElement);
    this.#progress = ref(root, 'map-progress', HTMLElement);
    this.#ink = new Ink(session);
    this.#forms = new Forms(session, root, signal);
    this.#words = new Words(session, root, signal, () => this.#begin());
    this.#sweep = new Sweep(session, () => this.#paintLater(), signal);
    new Unfold(session, root, signal);
    signal.addEventListener('abort', () => {
      cancelAnimationFrame(this.#frame);
      this.#life.abort();
    });
    watchPixels([this.#parent], () => this.#measure(), signal);
    // On a phone the landscape may be out of sight where the maps are not.
    watchVisible([this.#parent], (seen) => {
      this.#seen = seen;
      this.#draw();
    }, signal);
    session.on('draw', ({ keys }) => this.#draw(keys), signal);
  }

  /** Whether anybody can see the figure, and the maps are not folded away. */
  get #isSeen() {
    const { visible, awake } = this.#session;
    return awake && (this.#seen || visible) && this.#size.width * this.#size.height > 0;
  }

  /** @param {Set<string>} [keys] of the Scene that changed, if these are known to be all */
  #draw(keys) {
    // Where only the point moves, under a hand that moves nothing else, every map stays.
    const stays = this.#session.inGesture && keys && keys.size > 0 && [...keys].every((key) => POINT.has(key));
    const held = this.#parent.matches(':focus-within');
    if (!stays) this.#arrange();
    if (this.#grain !== this.#session.grain) this.#resize();
    if (!this.#isSeen) return this.#sweep.wait();
    if (!stays) this.#begin();
    if (held) this.#keepFocus();
    if (this.#session.printing) this.#sweep.finish();
    this.#paint();
    this.#sweep.goOn();
  }

  /** As many views as there are maps to show. */
  #arrange() {
    const { length } = this.#forms.shown();
    if (length === this.#views.length) return;
    this.#life.abort();
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#views = Array.from({ length }, () => new MapView(this.#session, this.#ink));
    this.#parent.replaceChildren(...this.#views.map(({ element }) => element));
    for (const view of this.#views) {
      const mover = new Mover(this.#session, view, () => this.#begin());
      new Hand(mover, signal);
      new MapKeys(mover, signal);
      this.#words.follow(view, signal);
    }
    this.#parent.toggleAttribute('data-many', length > 1);
    this.#size.ratio = 0;
    this.#shown = '';
    this.#measure();
  }

  /** What had the focus may be gone, or hidden with its axis. */
  #keepFocus() {
    if (this.#parent.querySelector('input:focus:not([hidden])')) return;
    const input = this.#views.flatMap(({ inputs }) => inputs).find(({ hidden }) => !hidden);
    (input ?? this.#plot).focus({ preventScroll: true });
  }

  /** All boxes are of one size. */
  #measure() {
    if (this.#views.length === 0) return;
    const { box } = this.#views[0];
    const ratio = ratioOf(box);
    const { width, height } = pixelsOf(box);
    const last = this.#size;
    if (last.width === width && last.height === height && last.ratio === ratio) return;
    this.#size = { width, height, ratio };
    this.#resize();
    this.#draw();
  }

  #resize() {
    const { width, height, ratio } = this.#size;
    const { grain } = this.#session;
    this.#grain = grain;
    this.#ink.forget();
    this.#painted = '';
    this.#drawn = '';
    for (const view of this.#views) view.resize(Math.round(width * grain), Math.round(height * grain), ratio * grain);
  }

  /** Has the maps run that are not true any more, and shows which they are. */
  #begin() {
    const rules = this.#forms.shown();
    const anew = this.#sweep.begin(rules, this.#size);
    const { dark, contrast } = this.#session;
    const shown = [this.#forms.names(), dark, contrast, rules, Object.values(this.#size)].join('|');
    if (anew || shown !== this.#shown) this.#views.forEach((view, i) => view.show(i, rules[i]));
    this.#shown = shown;
  }

  #paintLater() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#isSeen) return;
      if (this.#sweep.late) this.#begin();
      this.#paint();
    });
  }

  #paint() {
    const { revision, step, inGesture } = this.#session;
    const field = `${this.#sweep.known} ${this.#shown}`;
    const now = `${field} ${revision} ${inGesture} ${this.#sweep.from} ${Math.floor(step)}`;
    if (now === this.#drawn) return;
    if (field !== this.#painted) for (const view of this.#views) view.paint(this.#sweep.isLong);
    for (const view of this.#views) view.draw(step, `${this.#sweep.state} ${this.#shown}`);
    this.#painted = field;
    this.#drawn = now;
    this.#words.show(this.#views, this.#sweep.from);
    const running = this.#views.filter(({ frame }) => frame.axes.length > 0);
    say(this.#progress, this.#sweep.progress(running.map(({ index }) => index)));
  }
}
