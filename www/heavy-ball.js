/** `<heavy-ball>`: the class. `define.js` registers it. */

import { readAttributes } from './attributes.js';
import { ref, say } from './dom.js';
import { attempt } from './emitter.js';
import { isBeyond, loadEngine, loadWhole } from './engine.js';
import { tell, tellOf } from './events.js';
import { PARTS } from './parts.js';
import { holdHeight, keepPlace } from './place.js';
import { plain } from './plain.js';
import { Session } from './session.js';
import { adopt } from './sheets.js';
import { Stage } from './stage.js';
import { StartHandle } from './start-handle.js';
import { STYLE } from './style.js';
import { REFUSED, bare, content } from './template.js';
import { upgrade } from './upgrade.js';
import { afterPaint, motionIsWelcome, watchDark, watchVisible } from './watch.js';

/** @import { Engine, Problem, Scene, Trajectory, Wishes } from './types.js' */

/**
 * Something to be done.
 * @typedef {object} Wish
 * @property {(session: Session) => unknown} action
 * @property {boolean} [stands] it says where the playhead is to be, which autoplay would not respect
 * @property {unknown} [rules] that it brings
 */

/**
 * A momentum playground.
 *
 * Attributes are the author's start: the Scene's keys in kebab case, and of the view `layout`, `speed`, `theme`,
 * `controls="none"` and `autoplay`; `address` is the page whose hash is the figure's link, '' for the one it stands in:
 * only with it there is a link to copy. The hand and the properties change the state, never the attributes.
 *
 * Out of the document nothing is run. What is asked of a figure there, by attributes, properties and methods, is done when
 * it comes back; until then `scene` and `step` say what they were, `link` is '' and `trajectories` are none.
 *
 * Events bubble and leave shadow roots; `detail.source` is `user` or `program`:
 * - `heavy-ball-ready` once, when the first picture stands;
 * - `heavy-ball-change` at most once a frame: `detail.keys` are the attribute names of what changed, and
 *   `detail.landmark` is true for a new surface, other rules or a whole new Scene, which a reader would go back from;
 * - `heavy-ball-step` when the playhead came to another step, `detail.step`, or playback was stopped there;
 * - `heavy-ball-end` when playback reached the last step; its source is who set it playing;
 * - `heavy-ball-error` when something was not legal or cannot run: `detail.problems`.
 */
export class HeavyBall extends HTMLElement {
  /**
   * Resolves when the first picture stands, with problems too; rejects only where WebAssembly cannot run. A figure that
   * comes back after that has another promise.
   */
  ready;
  /** @type {() => void} */
  #resolve = () => {};
  /** @type {(reason: Error) => void} */
  #reject = () => {};
  /** @type {Session | undefined} */
  #session;
  /** @type {AbortController | undefined} */
  #connection;
  /** What was asked for while there was nobody to do it. @type {Wish[]} */
  #waiting = [];
  /** Under way while the whole module is fetched for this figure. @type {Promise<void> | undefined} */
  #growing;
  /** Attributes that changed and have not been followed. @type {Set<string>} */
  #changed = new Set();
  #attributes = new MutationObserver((records) => this.#follow(records));
  /** @type {Problem[]} */
  #fatal = [];
  #autoplay = false;
  /** Looks at the colours of another place. */
  #moved = () => {};
  /** Whether the whole module could not be fetched, so that attributes are followed without it. */
  #refused = false;
  /** Whether `ready` has been told. */
  #ready = false;
  #root = this.attachShadow({ mode: 'open' });

  constructor() {
    super();
    this.ready = this.#promise();
    // The names of the Scene's keys come with the wasm module, too late for observedAttributes.
    this.#attributes.observe(this, { attributes: true });
  }

  // --- the public surface

  /** The current Scene as plain JSON; null until the first `ready`. */
  get scene() {
    this.#followNow();
    return this.#session ? structuredClone(this.#session.scene) : null;
  }

  /** @param {Partial<Scene> | null} scene absent keys take their defaults */
  set scene(scene) {
    const copy = plain(scene);
    this.#do({ action: (session) => session.setScene(copy), rules: copy?.rules });
  }

  /** Scene, step and layout as one line of text, beginning `v=1&`; '' until the first `ready`. */
  get link() {
    this.#followNow();
    return this.#awake?.link() ?? '';
  }

  /** @param {string} link */
  set link(link) {
    const text = String(link);
    const rules = new URLSearchParams(text.replace(/^#/, '')).get('rules') ?? undefined;
    this.#do({ action: (session) => session.open(text), stands: true, rules });
  }

  /**
   * Every run, as copies of its own.
   * @returns {Trajectory[]}
   */
  get trajectories() {
    this.#followNow();
    const playground = this.#awake?.playground;
    return playground ? playground.rules().map((_, index) => playground.trajectory(index)) : [];
  }

  /** What was asked for and is not legal. */
  get problems() {
    this.#followNow();
    return structuredClone(this.#session?.problems ?? this.#fatal);
  }

  /** Where the playhead stands: fractional while it moves. */
  get step() {
    return this.#session?.step ?? 0;
  }

  set step(step) {
    this.seek(step);
  }

  get playing() {
    return this.#session?.playing ?? false;
  }

  play() {
    this.#do({ action: (session) => session.play(), stands: true });
  }

  pause() {
    this.#do({ action: (session) => session.pause(), stands: true });
  }

  /** @param {number} step */
  seek(step) {
    const to = Number(step);
    this.#do({ action: (session) => session.seek(to), stands: true });
  }

  /** Back to what the attributes say; undo takes it back. */
  reset() {
    this.#do({ action: (session) => session.reset(), rules: this.getAttribute('rules') });
  }

  /**
   * A script that takes the same paths in a library; rejects with one sentence where the library has none of the rules.
   * @param {string} library `pytorch`, `keras` or `optax`
   */
  async toCode(library) {
    await this.ready;
    await this.#grow();
    this.#followNow();
    const session = this.#awake;
    if (!session) throw new Error('Heavy Ball has no code while its figure is not in a page.');
    return session.playground.code(String(library));
  }

  // --- life

  connectedCallback() {
    // Still connected: it only moved in the document.
    if (this.#connection) return this.#moved();
    if (this.#fatal.length > 0) this.ready = this.#promise();
    this.#fatal = [];
    upgrade(this, HeavyBall.prototype);
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    // Before anything else: it compiles while the figure is furnished.
    const loading = loadEngine();
    // What was dressed in another document cannot be worn in this one.
    this.#root.adoptedStyleSheets = [];
    adopt(this.#root, STYLE);
    try {
      this.#root.replaceChildren(content());
    } catch (cause) {
      return this.#giveUp(new Error(REFUSED, { cause }));
    }
    this.#dress(this.#view);
    loading.then((engine) => this.#suited(engine)).then(
      (engine) => signal.aborted || this.#start(engine, signal),
      (error) => signal.aborted || this.#giveUp(error),
    );
  }

  /** The module to begin with: the whole one where rules are asked for that the opening one does not know. @param {Engine} engine */
  #suited(engine) {
    if (this.#session) return this.#session.engine;
    const wishes = [readAttributes(this, engine).entries, ...this.#waiting];
    // Where it does not load, the figure stands with the rules that there are, and says which those are.
    return wishes.some(({ rules }) => isBeyond(engine, rules)) ? loadWhole().catch(() => engine) : engine;
  }

  /** Goes on with all rules. Everything in the shadow is made anew; the state stays. */
  #grow() {
    this.#growing ??= this.#move().finally(() => {
      this.#growing = undefined;
    });
    return this.#growing;
  }

  async #move() {
    if (this.#session?.engine.whole) return;
    const engine = await loadWhole();
    const session = this.#session;
    if (!session || session.engine.whole) return;
    session.move(engine);
    // Where it was taken out meanwhile, it wakes with them.
    if (!this.#connection) return;
    this.#connection.abort();
    this.#connection = new AbortController();
    const held = this.#root.activeElement?.getAttribute('data-ref');
    // The picker has a place of its own to scroll to.
    if (!session.choosing) keepPlace(this);
    const release = holdHeight(this, this.#root);
    this.#root.replaceChildren(content());
    this.#growing = undefined;
    this.#start(engine, this.#connection.signal);
    release();
    const again = held ? this.#root.querySelector(`[data-ref="${held}"]`) : null;
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }

  disconnectedCallback() {
    // Who takes it out and puts it in again within a task, moves it.
    setTimeout(() => {
      if (this.isConnected) return;
      this.#connection?.abort();
      this.#connection = undefined;
      this.#session?.sleep();
    });
  }

  adoptedCallback() {
    // Nothing that was made for one document serves in another.
    this.#connection?.abort();
    this.#connection = undefined;
    this.#session?.sleep();
  }

  /** @param {Engine} engine @param {AbortSignal} signal */
  #start(engine, signal) {
    const first = this.#session === undefined;
    const again = this.#ready;
    const session = (this.#session ??= new Session(engine));
    session.grow = () => this.#grow();
    const wishes = readAttributes(this, engine);
    session.program(() => {
      if (first) session.follow(wishes);
      else session.wake();
      this.#moved = watchDark(this, (dark) => session.setTheme(session.theme, dark), signal);
      if (first) this.#changed.clear();
      if (first) this.#attributes.takeRecords();
      this.#autoplay = first && wishes.autoplay && motionIsWelcome() && !this.#waiting.some(({ stands }) => stands);
      if (this.#autoplay) session.seek(0);
      if (!again) this.#catchUp(session);
    });
    if (first) session.forgetHistory();
    this.#listen(session, signal);
    // The figure is seen before its controls are filled in.
    new Stage(session, this.#root, signal);
    new StartHandle(session, this.#root, signal);
    session.draw();
    // Who has seen the controls would see them go.
    if (!again) return afterPaint(() => signal.aborted || this.#furnish(session, signal));
    this.#furnish(session, signal);
    session.program(() => this.#catchUp(session));
  }

  /** Does what was asked for while there was nobody to do it. @param {Session} session */
  #catchUp(session) {
    this.#followNow();
    if (this.#growing) return;
    if (!this.#refused && this.#waiting.some(({ rules }) => isBeyond(session.engine, rules))) return this.#growFor(session);
    for (const { action } of this.#waiting.splice(0)) attempt(() => action(session));
  }

  /** @param {Session} session @param {AbortSignal} signal */
  #furnish(session, signal) {
    for (const Part of PARTS) new Part(session, this.#root, signal);
    session.tellAll();
    const plot = ref(this.#root, 'plot', HTMLElement);
    watchVisible(plot, (visible) => this.#see(session, visible), signal);
    if (this.#ready) return;
    this.#ready = true;
    this.#resolve();
    tell(this, 'ready', { source: 'program' });
  }

  /** @param {Session} session @param {AbortSignal} signal */
  #listen(session, signal) {
    tellOf(this, session, signal);
    session.on('state', () => this.#dress({ ...this.#view, theme: session.dark ? 'dark' : 'light', layout: session.layout }), signal);
    session.on('say', (text) => say(ref(this.#root, 'status', HTMLElement), text), signal);
    session.on('fail', (text) => this.#fault(text), signal);
  }

  /** @param {Session} session @param {boolean} visible */
  #see(session, visible) {
    session.program(() => {
      session.visible = visible;
      if (!visible || !this.#autoplay) return;
      // Who has asked for less motion since finds it finished.
      if (motionIsWelcome()) session.play();
      else session.seek(session.steps);
    });
    if (visible) this.#autoplay = false;
  }

  #promise() {
    /** @type {Promise<void>} */
    const promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // The sentence stands in the figure: a page that does not ask need not hear of it again.
    promise.catch(() => {});
    return promise;
  }

  /** @param {Error} error */
  #giveUp(error) {
    this.#fatal = [{ key: 'wasm', value: '', message: error.message }];
    this.#root.replaceChildren(bare());
    this.#dress(this.#view);
    this.#fault(error.message);
    this.#reject(error);
    tell(this, 'error', { source: 'program', problems: this.problems });
  }

  /** @param {string} text one sentence over the plot, '' to take it away */
  #fault(text) {
    const fault = ref(this.#root, 'fault', HTMLElement);
    say(fault, text);
    fault.hidden = text === '';
    fault.setAttribute('role', 'alert');
  }

  // --- inside

  get #awake() {
    return this.#session?.awake ? this.#session : undefined;
  }

  /** @param {Wish} wish */
  #do(wish) {
    if (wish.stands) this.#autoplay = false;
    this.#followNow();
    const session = this.#awake;
    if (!session || this.#growing) return void this.#waiting.push(wish);
    if (!isBeyond(session.engine, wish.rules)) return void session.program(() => wish.action(session));
    this.#waiting.push(wish);
    this.#growFor(session);
  }

  /** Fetches all rules for what waits; without them it is said what there are. @param {Session} session */
  #growFor(session) {
    this.#grow().catch(() => {
      this.#refused = true;
      session.program(() => this.#catchUp(session));
      this.#refused = false;
    });
  }

  #followNow() {
    this.#follow(this.#attributes.takeRecords());
  }

  /** @param {MutationRecord[]} records */
  #follow(records) {
    for (const { attributeName } of records) this.#changed.add(/** @type {string} */ (attributeName));
    const session = this.#awake;
    if (!session || this.#growing || this.#changed.size === 0) return;
    const wishes = readAttributes(this, session.engine);
    if (this.#changed.has('rules') && !this.#refused && isBeyond(session.engine, wishes.entries.rules)) return this.#growFor(session);
    const names = [...this.#changed];
    this.#changed.clear();
    session.program(() => session.follow(wishes, names));
    this.#dress({ ...wishes, theme: session.dark ? 'dark' : 'light', layout: session.layout });
  }

  get #view() {
    return readAttributes(this, { keys: [] });
  }

  /** What the style sheet has to know. @param {Pick<Wishes, 'theme' | 'layout' | 'controls'>} view */
  #dress({ theme, layout, controls }) {
    const { dataset } = ref(this.#root, 'root', HTMLElement);
    if (dataset.theme !== theme) dataset.theme = theme;
    if (dataset.layout !== layout) dataset.layout = layout;
    dataset.controls = controls ? 'shown' : 'none';
  }
}
