/**
 * The maps of α and β beside the figure: begun anew whenever their runs would be others, run in slices, painted at most
 * once a frame. At rest and out of sight nothing runs.
 */

import { parse } from '../controls/call.js';
import { ref, say } from '../dom.js';
import { Ink } from '../ink.js';
import { scaled } from '../stage.js';
import { watchPixels } from '../watch.js';
import { Forms } from './forms.js';
import { Hand } from './hand.js';
import { Pace, Tasks } from './slices.js';
import { Unfold } from './unfold.js';
import { MapView } from './view.js';
import { Words } from './words.js';

/** @import { Session } from '../session.js' */

/** Cells to a side, where there are as many pixels. */
const CELLS = 256;
/** Milliseconds after which it is said how far a map is. */
const LONG = 250;

export class Maps {
  #session;
  #parent;
  #progress;
  #forms;
  #words;
  #ink;
  #tasks;
  #pace = new Pace();
  /** @type {MapView[]} */
  #views = [];
  /** Ends what listens on the views there were. */
  #life = new AbortController();
  #size = { width: 0, height: 0, ratio: 0 };
  /** What the views, the maps and their pixels are made for. */
  #arranged = '';
  #asked = '';
  #from = -1;
  #shown = '';
  /** Grows with what is known of the maps. */
  #known = 0;
  #painted = '';
  #drawn = '';
  #since = 0;
  #more = false;
  #frame = 0;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#parent = ref(root, 'maps', HTMLElement);
    this.#progress = ref(root, 'map-progress', HTMLElement);
    this.#ink = new Ink(session.playground);
    this.#forms = new Forms(session, root, signal);
    this.#words = new Words(session, root, signal, () => this.#begin());
    new Unfold(session, root, signal);
    this.#tasks = new Tasks(() => this.#work(), signal);
    signal.addEventListener('abort', () => {
      cancelAnimationFrame(this.#frame);
      this.#life.abort();
    }, { once: true });
    watchPixels([this.#parent], () => this.#measure(), signal);
    session.on('draw', () => this.#draw(), signal);
  }

  #draw() {
    if (!this.#session.visible) return this.#tasks.stop();
    this.#arrange();
    // Folded away, or out of the page.
    if (!(this.#size.width * this.#size.height > 0)) return this.#tasks.stop();
    this.#begin();
    this.#paint();
    if (this.#more) this.#tasks.start();
  }

  /** As many views as there are maps to show. */
  #arrange() {
    const rules = this.#forms.shown();
    const what = rules.length.toString();
    if (what === this.#arranged) return;
    this.#arranged = what;
    this.#asked = '';
    this.#shown = '';
    this.#life.abort();
    this.#life = new AbortController();
    this.#views = rules.map(() => new MapView(this.#session, this.#ink));
    for (const view of this.#views) {
      new Hand(this.#session, view, () => this.#begin(), this.#life.signal);
      this.#words.follow(view, this.#life.signal);
    }
    this.#parent.replaceChildren(...this.#views.map(({ element }) => element));
    this.#parent.toggleAttribute('data-many', rules.length > 1);
    this.#size.ratio = 0;
    this.#measure();
  }

  /** All boxes are of one size. */
  #measure() {
    const ratio = devicePixelRatio;
    const [first] = this.#views;
    const { width, height } = first ? scaled(first.box, ratio) : { width: 0, height: 0 };
    const { width: wide, height: high, ratio: last } = this.#size;
    if (wide === width && high === height && last === ratio) return;
    this.#size = { width, height, ratio };
    this.#ink.forget();
    this.#painted = '';
    this.#drawn = '';
    for (const view of this.#views) view.resize(width, height, ratio);
    this.#draw();
  }

  /** Begins the maps that would come out differently, and runs a first slice: a coarse map stands in the same frame. */
  #begin() {
    const { playground, scene, actsFrom, revision, playing, dark } = this.#session;
    const { width, height, ratio } = this.#size;
    const rules = this.#forms.shown();
    // While it plays no hand is there to act from anywhere.
    if (!playing) this.#from = actsFrom > 0 ? actsFrom : -1;
    const asked = [revision, dark, rules, width, height, ratio, this.#from].join('|');
    if (asked === this.#asked) return;
    this.#asked = asked;
    const cells = Math.min(CELLS, width, height);
    const anew = playground.beginMaps(new Uint32Array(rules), width / ratio, height / ratio, cells, this.#from);
    const shown = [scene.rules.map((text) => parse(text).name), dark, rules, width, height, ratio].join('|');
    if (anew || shown !== this.#shown) this.#views.forEach((view, i) => view.show(i, rules[i]));
    this.#shown = shown;
    if (!anew) return;
    this.#since = performance.now();
    this.#pace = new Pace();
    this.#more = true;
    this.#work();
  }

  /** One slice; whether there is another. */
  #work() {
    if (!this.#more) return false;
    const { playground } = this.#session;
    this.#more = this.#pace.slice((amount) => playground.advanceMaps(amount));
    this.#known += 1;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
    return this.#more;
  }

  #paint() {
    const { revision, step, visible, awake } = this.#session;
    if (!visible || !awake || !this.#asked) return;
    const field = `${this.#known} ${this.#shown}`;
    const now = `${field} ${revision} ${this.#from} ${Math.floor(step)}`;
    if (now === this.#drawn) return;
    if (field !== this.#painted) for (const view of this.#views) view.paint();
    for (const view of this.#views) view.draw(step);
    this.#painted = field;
    this.#drawn = now;
    this.#words.show(this.#views, this.#from);
    this.#tell();
  }

  /** How far it is, where that takes long enough to be asked. */
  #tell() {
    const long = this.#more && performance.now() - this.#since > LONG;
    if (!long) return say(this.#progress, '');
    const mapped = this.#views.filter(({ frame }) => frame.axes.length > 0);
    const known = mapped.reduce((sum, { index }) => sum + this.#session.playground.mapProgress(index), 0);
    say(this.#progress, `${Math.floor((100 * known) / mapped.length)} %`);
  }
}
