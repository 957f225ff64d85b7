// `<heavy-ball>`: the class. `define.js` registers it.

import { readAttributes } from './element/attributes.js';
import { ref } from './dom.js';
import { loadEngine, loadWhole } from './engine.js';
import { tell, tellOf, tellProblems } from './element/events.js';
import { PARTS } from './element/parts.js';
import { plain } from './state/plain.js';
import { restoreBoxes } from './controls/number-box.js';
import { Readiness } from './element/readiness.js';
import { Requests } from './element/requests.js';
import { Session } from './state/session.js';
import { Shell } from './element/shell.js';
import { Stage } from './plot/stage.js';
import { StartHandle } from './plot/start-handle.js';
import { REFUSED } from './element/template.js';
import { upgrade } from './element/upgrade.js';
import { afterPaint, isDark, motionIsWelcome, watchContrast, watchDark, watchVisible, whenUnwelcome } from './watch.js';

/** @import { Wish } from './element/requests.js' */
/** @import { Engine, Problem, Scene, Trajectory } from './types.js' */

/**
 * A momentum playground.
 *
 * Attributes are the author's start: the Scene's keys in kebab case, and of the view `layout`, `speed`, `theme`,
 * `controls="dials"` or `"none"`, and `autoplay`; `address` is the page whose hash is the figure's link, '' for the one it stands in:
 * only with it there is a link to copy. The hand and the properties change the state, never the attributes.
 *
 * Out of the document nothing is run. What is asked of a figure there, by attributes, properties and methods, is done when
 * it comes back; until then `scene` and `step` say what they were, `link` is '' and `trajectories` are none. What needs
 * rules that have to be fetched, and all that is asked after it, is done when they are there: `ready` waits for both.
 *
 * Events bubble and leave shadow roots; `detail.source` is `user` or `program`:
 * - `heavy-ball-ready` once, when the first picture stands;
 * - `heavy-ball-change` at most once a frame: `detail.keys` are the attribute names of what changed, and
 *   `detail.landmark` is true for a new surface, other rules or a whole new Scene, which a reader would go back from;
 * - `heavy-ball-step` when the playhead came to another step, `detail.step`, or a reader stopped playback there;
 * - `heavy-ball-end` when playback reached the last step; its source is who set it playing;
 * - `heavy-ball-error` when something was not legal or cannot run: `detail.problems`, which are none once that is over.
 */
export class HeavyBall extends HTMLElement {
  #readiness = new Readiness();
  /** @type {Session | undefined} */
  #session;
  /** @type {AbortController | undefined} */
  #connection;
  /** Under way while the whole module is fetched for this figure. @type {Promise<void> | undefined} */
  #growing;
  #requests = new Requests(this, () => void this.#grow().catch(() => {}), () => this.#dress());
  #shell = new Shell(this);
  /** @type {Problem[]} */
  #fatal = [];
  #autoplay = false;
  /** Whether it is night around it, and looks for that anew. */
  #night = false;
  #moved = () => {};
  /** Whether it has been told that the first picture stands. */
  #told = false;

  constructor() {
    super();
    // Its parts have the same names in every figure; the host's `aria-label` says which one they are in.
    this.attachInternals().role = 'group';
  }

  // --- the public surface

  /**
   * Resolves when the figure stands as it was asked to, with problems too; rejects only where WebAssembly cannot run. It is
   * another promise, with no other event, when the figure has come back to the document, and while it waits for rules.
   */
  get ready() {
    this.#requests.settle();
    return this.#readiness.promise;
  }

  /** The current Scene as plain JSON; null until the first `ready`. */
  get scene() {
    this.#requests.settle();
    return this.#session ? structuredClone(this.#session.scene) : null;
  }

  /** @param {Partial<Scene> | null} scene absent keys take their defaults */
  set scene(scene) {
    // Frameworks say so that they have none to give.
    if (scene === undefined || scene === null) return;
    const copy = plain(scene);
    this.#ask({ action: (session) => session.setScene(copy), rules: copy.rules });
  }

  /** Scene, step and layout as one line of text, beginning `v=1&`; '' until the first `ready`. */
  get link() {
    this.#requests.settle();
    return this.#awake?.link() ?? '';
  }

  /** @param {string} link as it is, or in an address behind its `#`; '' is none */
  set link(link) {
    if (link === undefined || link === null || link === '') return;
    const text = String(link).replace(/^[^#]*#/, '');
    const rules = new URLSearchParams(text).getAll('rules').at(-1);
    this.#ask({ action: (session) => session.open(text), stands: true, rules });
  }

  /**
   * Every run, as copies of its own.
   * @returns {Trajectory[]}
   */
  get trajectories() {
    this.#requests.settle();
    const playground = this.#awake?.playground;
    return playground ? playground.rules().map((_, index) => playground.trajectory(index)) : [];
  }

  /** What was asked for and is not legal. */
  get problems() {
    this.#requests.settle();
    return structuredClone(this.#session?.problems ?? this.#fatal);
  }

  /** Where the playhead stands: fractional while it moves. */
  get step() {
    this.#requests.settle();
    return this.#session?.step ?? 0;
  }

  set step(step) {
    if (step !== undefined && step !== null) this.seek(step);
  }

  get playing() {
    this.#requests.settle();
    return this.#session?.playing ?? false;
  }

  play() {
    this.#ask({ action: (session) => session.play(), stands: true });
  }

  pause() {
    this.#ask({ action: (session) => session.pause(), stands: true });
  }

  /** @param {number} step */
  seek(step) {
    const to = Number(step);
    if (Number.isNaN(to)) return;
    this.#ask({ action: (session) => session.seek(to), stands: true });
  }

  /** Back to what the attributes say; undo takes it back. */
  reset() {
    this.#ask({ action: (session) => session.reset(), rules: this.getAttribute('rules') });
  }

  /**
   * A script that takes the same paths in a library; rejects with one sentence where the library has none of the rules.
   * @param {string} library `pytorch`, `keras` or `optax`
   */
  async toCode(library) {
    await this.ready;
    await this.#grow();
    this.#requests.settle();
    const session = this.#awake;
    if (!session) throw new Error('Heavy Ball has no code while its figure is not in a page.');
    return session.playground.code(String(library));
  }

  // --- life

  connectedCallback() {
    // Still connected: it only moved in the document.
    if (this.#connection) return this.#stay();
    this.#readiness.renew();
    this.#fatal = [];
    upgrade(this, HeavyBall.prototype);
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    // Before anything else: it compiles while the figure is furnished.
    const loading = loadEngine();
    try {
      this.#shell.fill(() => (this.#night = isDark(this, this.#shell.probe)));
    } catch (cause) {
      return this.#giveUp(new Error(REFUSED, { cause }));
    }
    this.#watch(signal);
    this.#dress();
    loading.then((engine) => this.#suited(engine)).then(
      (engine) => signal.aborted || this.#start(engine, signal),
      (error) => signal.aborted || this.#giveUp(error),
    );
  }

  #stay() {
    this.#moved();
    this.#session?.remind();
  }

  /** @param {AbortSignal} signal */
  #watch(signal) {
    this.#moved = watchDark(this, this.#shell.probe, this.#night, (dark) => {
      this.#night = dark;
      if (this.#awake) this.#awake.setTheme(this.#awake.theme, dark);
      else this.#dress();
    }, signal);
  }

  /** The module to begin with: the whole one where rules are asked for that the opening one does not know. @param {Engine} engine */
  #suited(engine) {
    if (this.#session) return this.#session.engine;
    // Where it does not load, the figure stands with the rules that there are, and says which those are.
    return this.#requests.exceed(engine) ? loadWhole().catch(() => engine) : engine;
  }

  /** Goes on with all rules: the state and all parts stay. */
  #grow() {
    this.#requests.pause();
    this.#readiness.renew();
    this.#growing ??= this.#move().then(() => this.#grown(), (why) => {
      this.#grown(true);
      throw why;
    });
    return this.#growing;
  }

  async #move() {
    if (this.#session?.engine.whole) return;
    const engine = await loadWhole();
    // What a hand holds it holds to the end.
    while (this.#session?.inGesture) await this.#session.released;
    if (this.#session && !this.#session.engine.whole) this.#session.move(engine);
  }

  #grown(refused = false) {
    this.#growing = undefined;
    this.#resume(refused);
  }

  /** Who can do what was asked for meanwhile does it. */
  #resume(refused = false) {
    if (!this.#awake || this.#growing) return;
    this.#requests.resume(this.#awake, refused);
    if (this.#told && !this.#growing) this.#readiness.keep();
  }

  disconnectedCallback() {
    // Who takes it out and puts it in again within a task, moves it.
    setTimeout(() => this.isConnected || this.#leave());
  }

  adoptedCallback() {
    // Nothing that was made for one document serves in another.
    this.#leave();
  }

  #leave() {
    // What has changed is kept for when it is back.
    this.#session?.tell();
    this.#connection?.abort();
    this.#connection = undefined;
    this.#requests.pause();
    this.#session?.sleep();
    this.#shell.clear();
  }

  /** @param {Engine} engine @param {AbortSignal} signal */
  #start(engine, signal) {
    const first = this.#session === undefined;
    const again = this.#told;
    const session = (this.#session ??= new Session(engine));
    session.grow = () => this.#grow();
    const wishes = readAttributes(this, engine);
    session.program(() => {
      if (first) {
        session.follow(wishes);
        this.#requests.forget();
      } else {
        session.wake();
      }
      session.setTheme(session.theme, this.#night);
      if (!first) return;
      this.#autoplay = wishes.autoplay && motionIsWelcome() && !this.#requests.placed;
      if (this.#autoplay) session.seek(0);
    });
    if (!again) this.#resume();
    if (first) session.forgetHistory();
    this.#listen(session, signal);
    watchContrast((more) => session.program(() => session.setContrast(more)), signal);
    // The figure is seen before its controls are filled in.
    new Stage(session, this.#shell.root, signal);
    new StartHandle(session, this.#shell.root, signal);
    session.draw();
    // Who has seen the controls would see them go.
    if (!again) return afterPaint(() => signal.aborted || this.#furnish(session, signal));
    this.#furnish(session, signal);
  }

  /** @param {Session} session @param {AbortSignal} signal */
  #furnish(session, signal) {
    const { root } = this.#shell;
    this.#shell.wake();
    for (const Part of PARTS) new Part(session, root, signal);
    session.tellAll();
    const pictures = ['plot', 'chart'].map((name) => ref(root, name, HTMLElement));
    watchVisible(pictures, (visible) => this.#see(session, visible), signal);
    const first = !this.#told;
    this.#told = true;
    this.#resume();
    if (first) tell(this, 'ready', { source: 'program' });
  }

  /** @param {Session} session @param {AbortSignal} signal */
  #listen(session, signal) {
    tellOf(this, session, signal);
    session.on('state', () => this.#dress(), signal);
    // Who has taken hold of it before it was seen finds it as it was left.
    session.on('frame', ({ source }) => source === 'user' && (this.#autoplay = false), signal);
    whenUnwelcome(() => session.program(() => session.pause()), signal);
    session.on('say', (text) => this.#shell.say(text), signal);
    session.on('anew', () => restoreBoxes(this.#shell.root), signal);
    session.on('fail', (text) => this.#shell.fault(text), signal);
  }

  /** @param {Session} session @param {boolean} visible */
  #see(session, visible) {
    session.program(() => {
      // What is not laid out has no transitions.
      if (visible) this.#moved();
      session.visible = visible;
      if (!visible || !this.#autoplay) return;
      // Who has asked for less motion since finds it finished.
      if (motionIsWelcome()) session.play();
      else session.seek(session.steps);
    });
    if (visible) this.#autoplay = false;
  }

  /** @param {Error} error */
  #giveUp(error) {
    this.#fatal = [{ key: 'wasm', value: '', message: error.message }];
    this.#shell.giveUp(error.message);
    this.#dress();
    this.#readiness.fail(error);
    tellProblems(this, 'program', this.#fatal);
  }

  // --- inside

  get #awake() {
    return this.#session?.awake ? this.#session : undefined;
  }

  /** As the attributes say until there is somebody who knows better. */
  #dress() {
    const session = this.#session;
    const wishes = readAttributes(this, { keys: [] });
    const { theme, layout } = session ?? wishes;
    const dark = session?.dark ?? (theme === 'auto' ? this.#night : theme === 'dark');
    this.#shell.dress({ theme: dark ? 'dark' : 'light', layout, controls: wishes.controls });
  }

  /** @param {Wish} wish */
  #ask(wish) {
    if (wish.stands) this.#autoplay = false;
    this.#requests.ask(wish);
  }
}
