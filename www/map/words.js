/** What is said beside the maps: what they show, what becomes of the run at the pointer or at the handle, and the colours. */

import { ref, say } from '../dom.js';
import { Jumps } from './jumps.js';

/** @import { Session } from '../session.js' */
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
  /** The map that was under the hand last. @type {MapView | undefined} */
  #last;
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
    signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  /**
   * Listens to a mouse on a map.
   * @param {MapView} view @param {AbortSignal} signal
   */
  follow(view, signal) {
    /** @param {string} type @param {(event: any) => void} listener */
    const on = (type, listener) => view.box.addEventListener(type, listener, { signal });
    on('pointermove', (/** @type {PointerEvent} */ event) => {
      if (event.pointerType === 'touch') return;
      const [x, y] = view.at(event);
      this.#hover = { view, x, y };
      this.#last = view;
      if (!this.#session.inGesture) this.#tell([view]);
    });
    on('focusin', () => (this.#last = view));
    on('pointerleave', () => {
      this.#hover = undefined;
      this.#tell([view]);
    });
  }

  /** @param {MapView[]} views in whose maps something is new @param {number} from the step that their points act from */
  show(views, from) {
    const symbols = views.length === 1 ? views[0].frame.axes.map(({ symbol }) => symbol) : [];
    const every = `every ${symbols.join(' and ') || 'α and β'}`;
    say(this.#title, from > 0 ? `${every} from step ${from} on` : `${every}, run from this start`);
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
    const { playground, step } = this.#session;
    this.#tell(this.#views);
    const view = this.#of(this.#views);
    this.#jumps.show(view);
    const curvature = view.frame.axes.length > 0 ? playground.mapCurvatures(view.index, step) : '';
    say(this.#curvature, curvature);
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

  /** @param {MapView[]} views */
  #tell(views) {
    const { playground, step, scene, inGesture } = this.#session;
    const hover = inGesture ? undefined : this.#hover;
    const view = hover?.view ?? this.#of(views);
    if (!view || view.frame.axes.length === 0) return say(this.#says, '');
    const text = hover ? playground.mapRead(view.index, hover.x, hover.y, step) : playground.mapReadAt(view.index, step);
    const whose = views.length > 1 ? `${playground.rules()[view.rule]?.label ?? scene.rules[view.rule]}: ` : '';
    say(this.#says, whose + text);
  }

  /** The map that was under the hand last. @param {MapView[]} views */
  #of(views) {
    return views.find((each) => each === this.#last) ?? views[0];
  }
}
