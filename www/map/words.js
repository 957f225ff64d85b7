// What is said beside the maps: what they show, what becomes of the run at the pointer or at the handle, and the colours.

import { listening, ref, say, unbroken } from '../dom.js';
import { Jumps } from './jumps.js';

/** @import { Session } from '../state/session.js' */
/** @import { MapView } from './view.js' */

/** Milliseconds between two texts while it plays or is dragged: none can be read faster. */
const PAUSE = 150;

export class Words {
  #session;
  #title;
  #says;
  #curvature;
  #legend;
  #steps;
  /** Where a mouse is. @type {{ view: MapView, x: number, y: number } | undefined} */
  #hover;
  /** The map that was worked with last. @type {MapView | undefined} */
  #last;
  /** Whose curvature and whose optimum are shown. @type {MapView | undefined} */
  #told;
  /** What is to be told of. @type {MapView[]} */
  #views = [];
  #said = -Infinity;
  /** Until what is held back is said. @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #colors = '';

  #jumps;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal @param {() => void} refresh */
  constructor(session, root, signal, refresh) {
    this.#session = session;
    this.#jumps = new Jumps(session, root, signal, refresh);
    this.#title = ref(root, 'map-name', HTMLElement);
    this.#says = ref(root, 'map-says', HTMLElement);
    this.#curvature = ref(root, 'map-curvature', HTMLElement);
    this.#legend = ref(root, 'map-legend', HTMLElement);
    this.#steps = ref(root, 'map-steps', HTMLElement);
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /**
   * Listens to a mouse on a map.
   * @param {MapView} view @param {AbortSignal} signal
   */
  follow(view, signal) {
    const on = listening(view.box, signal);
    on('pointermove', (event) => {
      if (event.pointerType === 'touch') return;
      if (this.#session.inGesture) return;
      const [x, y] = view.at(event);
      this.#hover = { view, x, y };
      this.#tell();
    });
    // What a hand or a key moves is told of, until the mouse moves again.
    on(['pointerdown', 'keydown'], () => (this.#hover = undefined), { capture: true });
    on('focusin', () => {
      this.#last = view;
      this.#tell();
    });
    on('pointerleave', () => {
      this.#hover = undefined;
      this.#tell();
    });
  }

  /** @param {MapView[]} views in whose maps something is new @param {number} from the step that their points act from */
  show(views, from) {
    const isEmpty = !views.some(({ frame }) => frame.axes.length > 0);
    const symbols = views.length === 1 ? views[0].frame.axes.map(({ symbol }) => symbol) : [];
    const every = `every ${symbols.join(' and ') || 'α and β'}`;
    this.#legend.hidden = isEmpty;
    say(this.#title, isEmpty ? 'no map of α and β' : from > 0 ? `${every} from step ${from} on` : `${every}, run from this start`);
    const { playing, inGesture, dark, steps, scene } = this.#session;
    const colors = `${dark} ${steps} ${scene.surface}`;
    if (this.#colors !== colors) this.#paint();
    this.#colors = colors;
    this.#views = views;
    const wait = playing || inGesture ? this.#said + PAUSE - performance.now() : 0;
    if (wait <= 0) this.#sayAll();
    // A hand that holds still is told where it is, too.
    else this.#timer ??= setTimeout(() => this.#sayAll(), wait);
  }

  #sayAll() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#said = performance.now();
    this.#told = undefined;
    this.#tell();
  }

  #paint() {
    const { playground, steps } = this.#session;
    const bytes = playground.mapLegend();
    const colors = Array.from({ length: bytes.length / 3 }, (_, i) => `rgb(${bytes.slice(3 * i, 3 * i + 3).join(' ')})`);
    const { style } = this.#legend;
    // Where there is nothing to settle at, no colour says how soon.
    this.#legend.toggleAttribute('data-endless', this.#session.playground.surface().minimizers.length === 0);
    /** @param {string[]} stops */
    const ramp = (stops) => `linear-gradient(90deg, ${stops})`;
    style.setProperty('--ramp', ramp(colors.slice(0, -4)));
    style.setProperty('--slow', colors.at(-4) ?? '');
    style.setProperty('--away', colors.at(-3) ?? '');
    style.setProperty('--gone', ramp(colors.slice(-2)));
    say(this.#steps, `${steps}`);
  }

  /** All of it is about one map: that at the pointer, else the one that was worked with last. */
  #tell() {
    const { playground, step, scene, inGesture } = this.#session;
    const views = this.#views;
    const hover = this.#hover && !inGesture && views.includes(this.#hover.view) ? this.#hover : undefined;
    const view = hover?.view ?? views.find((each) => each === this.#last) ?? views[0];
    const isEmpty = !view || view.frame.axes.length === 0;
    if (view !== this.#told) {
      this.#jumps.show(view);
      say(this.#curvature, isEmpty ? '' : playground.mapCurvatures(view.index, step));
    }
    this.#told = view;
    if (isEmpty) return say(this.#says, '');
    const text = hover ? playground.mapRead(view.index, hover.x, hover.y, step) : playground.mapReadAt(view.index, step);
    const whose = views.length > 1 ? `${playground.rules()[view.rule]?.label ?? scene.rules[view.rule]}: ` : '';
    say(this.#says, unbroken(whose + text));
  }
}
