/** `<heavy-ball>`: the class. `define.js` registers it. */

import { readAttributes } from './attributes.js';
import { ref, say } from './dom.js';
import { attempt } from './emitter.js';
import { loadEngine } from './engine.js';
import { PARTS } from './parts.js';
import { plain } from './plain.js';
import { Session } from './session.js';
import { Stage } from './stage.js';
import { STYLE } from './style.js';
import { content } from './template.js';
import { motionIsWelcome, watchDark, watchVisible } from './watch.js';

/** @import { Engine, Problem, Scene, Trajectory, Wishes } from './types.js' */

/** What may be set before the class is known; it counts then. */
const PROPERTIES = /** @type {const} */ (['scene', 'link', 'step']);

/** One for each document: none can be adopted in another. @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();

/**
 * A momentum playground.
 *
 * Attributes are the author's start: the Scene's keys in kebab case, and of the view `layout`, `speed`, `theme`,
 * `controls="none"` and `autoplay`; `address` is the page whose hash is the figure's link, '' for the one it stands in:
 * only with it there is a link to copy. The hand and the properties change the state, never the attributes.
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
  /** Resolves when the first picture stands, with problems too; rejects only where WebAssembly cannot run. */
  ready;
  /** @type {() => void} */
  #resolve = () => {};
  /** @type {(reason: Error) => void} */
  #reject = () => {};
  /** @type {Session | undefined} */
  #session;
  /** @type {AbortController | undefined} */
  #connection;
  /** What was asked for while there was nobody to do it. @type {{ stands: boolean, action: (session: Session) => unknown }[]} */
  #waiting = [];
  /** Attributes that changed and have not been followed. @type {Set<string>} */
  #changed = new Set();
  #attributes = new MutationObserver((records) => this.#follow(records));
  /** @type {Problem[]} */
  #fatal = [];
  #autoplay = false;
  /** Whether `ready` has been told. */
  #ready = false;
  #step = -1;
  #root = this.attachShadow({ mode: 'open' });

  constructor() {
    super();
    this.ready = /** @type {Promise<void>} */ (
      new Promise((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
      })
    );
    // The sentence stands in the figure: a page that does not ask need not hear of it again.
    this.ready.catch(() => {});
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
    this.#do((session) => session.setScene(copy));
  }

  /** Scene, step and layout as one line of text, beginning `v=1&`; '' until the first `ready`. */
  get link() {
    this.#followNow();
    return this.#awake?.link() ?? '';
  }

  /** @param {string} link */
  set link(link) {
    const text = String(link);
    this.#do((session) => session.open(text), true);
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
    this.#do((session) => session.play(), true);
  }

  pause() {
    this.#do((session) => session.pause(), true);
  }

  /** @param {number} step */
  seek(step) {
    const to = Number(step);
    this.#do((session) => session.seek(to), true);
  }

  /** Back to what the attributes say; undo takes it back. */
  reset() {
    this.#do((session) => session.reset());
  }

  // --- life

  connectedCallback() {
    // Still connected: it only moved in the document.
    if (this.#connection) return;
    for (const name of PROPERTIES) this.#upgrade(name);
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    // Before anything else: it compiles while the figure is furnished.
    const loading = loadEngine();
    this.#root.adoptedStyleSheets = [sheetOf(this.ownerDocument)];
    this.#root.replaceChildren(content());
    this.#dress(readAttributes(this, { keys: [] }));
    loading.then(
      (engine) => signal.aborted || this.#start(engine, signal),
      (error) => signal.aborted || this.#giveUp(error),
    );
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
    const session = (this.#session ??= new Session(engine));
    const wishes = readAttributes(this, engine.catalogue);
    this.#attributes.takeRecords();
    session.program(() => {
      if (first) session.follow(wishes);
      else session.wake();
      watchDark((dark) => session.setTheme(session.theme, dark), signal);
      if (first) this.#changed.clear();
      else this.#followNow();
      this.#autoplay = first && wishes.autoplay && motionIsWelcome() && !this.#waiting.some(({ stands }) => stands);
      if (this.#autoplay) session.seek(0);
      for (const { action } of this.#waiting.splice(0)) attempt(() => action(session));
    });
    if (first) session.forgetHistory();
    this.#step = Math.floor(session.step);
    this.#listen(session, signal);
    // The figure is seen before its controls are filled in.
    new Stage(session, this.#root, signal);
    session.draw();
    afterPaint(() => signal.aborted || this.#furnish(session, signal));
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
    this.#tell('ready', { source: 'program' });
  }

  /** @param {Session} session @param {AbortSignal} signal */
  #listen(session, signal) {
    /** @type {Session['on']} */
    const on = (type, listener) => session.on(type, listener, signal);
    on('state', () => this.#dress({ ...this.#view, theme: session.dark ? 'dark' : 'light', layout: session.layout }));
    on('problems', ({ source }) => {
      if (session.problems.length > 0) this.#tell('error', { source, problems: structuredClone(session.problems) });
    });
    let ticking = false;
    let stopped = false;
    // Playback came to this step, and then a hand stopped it here: that is the reader's step.
    on('step', ({ source }) => (stopped = ticking && source === 'user' && !session.playing));
    on('frame', ({ source, keys, landmark }) => {
      if (keys.size > 0) this.#tell('change', { source, keys: this.#names(keys), landmark });
      const step = Math.floor(session.step);
      if (step !== this.#step || stopped) this.#tell('step', { source, step });
      this.#step = step;
      ticking = session.playing;
      stopped = false;
    });
    on('end', ({ source }) => this.#tell('end', { source }));
    on('say', (text) => say(ref(this.#root, 'status', HTMLElement), text));
    on('fail', (text) => this.#fault(text));
  }

  /** @param {Session} session @param {boolean} visible */
  #see(session, visible) {
    session.program(() => {
      session.visible = visible;
      if (visible && this.#autoplay) session.play();
    });
    if (visible) this.#autoplay = false;
  }

  /** @param {Error} error */
  #giveUp(error) {
    this.#fatal = [{ key: 'wasm', value: '', message: error.message }];
    // Controls that do nothing would mislead.
    const plot = ref(this.#root, 'plot', HTMLElement);
    ref(this.#root, 'root', HTMLElement).replaceChildren(plot);
    this.#fault(error.message);
    this.#reject(error);
    this.#tell('error', { source: 'program', problems: this.problems });
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

  /**
   * @param {(session: Session) => unknown} action
   * @param {boolean} [stands] it says where the playhead is to be, which autoplay would not respect
   */
  #do(action, stands = false) {
    this.#followNow();
    const session = this.#awake;
    if (session) session.program(() => action(session));
    else this.#waiting.push({ stands, action });
  }

  #followNow() {
    this.#follow(this.#attributes.takeRecords());
  }

  /** @param {MutationRecord[]} records */
  #follow(records) {
    for (const { attributeName } of records) this.#changed.add(/** @type {string} */ (attributeName));
    const session = this.#awake;
    if (!session || this.#changed.size === 0) return;
    const names = [...this.#changed];
    this.#changed.clear();
    const wishes = readAttributes(this, session.catalogue);
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

  /** @param {Set<string>} keys */
  #names(keys) {
    const named = this.#session?.catalogue.keys ?? [];
    return [...keys].map((key) => named.find(({ property }) => property === key)?.name ?? key);
  }

  /** @param {(typeof PROPERTIES)[number]} name */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = Reflect.get(this, name);
    Reflect.deleteProperty(this, name);
    attempt(() => Reflect.set(this, name, value));
  }

  /** @param {string} type @param {object} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(`heavy-ball-${type}`, { bubbles: true, composed: true, detail }));
  }
}

/** @param {Document} owner */
function sheetOf(owner) {
  let sheet = sheets.get(owner);
  if (!sheet) {
    sheet = new (owner.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(owner, sheet);
  }
  return sheet;
}

/**
 * What is drawn now is on the screen before `callback` runs; in the background nothing is waited for.
 * @param {() => void} callback
 */
function afterPaint(callback) {
  if (document.hidden) return callback();
  let waits = true;
  const once = () => {
    if (waits) callback();
    waits = false;
  };
  requestAnimationFrame(() => setTimeout(once));
  // A frame that nobody sees gets no animation frames.
  setTimeout(once, 100);
}
