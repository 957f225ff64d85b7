/**
 * One element's state: the Scene in its wasm Playground, gestures and their history, the playhead, the view.
 * Every part of the element changes it through these methods and draws what its events tell.
 */

import { Bulletin } from './bulletin.js';
import { History } from './history.js';
import { Playhead } from './playhead.js';

/** @import { Engine, Layout, Playground, Problem, Scene, Size, Theme, Wishes } from './types.js' */

/** @typedef {{ before: Scene, at: number }} Gesture `at` is the step its changes begin at, -1 the base value */

export class Session extends EventTarget {
  #bulletin;
  #history = new History();
  #playhead = new Playhead();
  /** @type {Gesture | undefined} */
  #gesture;
  /** @type {Scene | undefined} */
  #scene;
  /** @type {Wishes | undefined} */
  #wishes;
  /** @type {Theme} */
  #theme = 'auto';
  #systemDark = false;
  #visible = true;

  /** @type {Layout} */
  layout = 'overlay';
  fromHere = false;
  /** @type {Problem[]} */
  problems = [];
  /** Grows whenever runs were computed anew. */
  revision = 0;
  /** @type {Size} */
  size = { width: 0, height: 0, chartWidth: 0, chartHeight: 0, ratio: 1 };
  /** False once the wasm side is given back: the element was removed. */
  awake = true;

  /**
   * @param {Engine} engine
   * @param {(callback: () => void) => void} [later] when gathered changes are told; before the next paint by default
   */
  constructor(engine, later) {
    super();
    this.engine = engine;
    this.catalogue = engine.catalogue;
    /** @type {Playground} */
    this.playground = new engine.Playground();
    this.#bulletin = new Bulletin(this, later);
    this.#recomputed();
  }

  // --- the Scene

  /** The current Scene; not yours to change. */
  get scene() {
    this.#scene ??= this.playground.scene();
    return this.#scene;
  }

  /**
   * Other values for some keys, in kebab or camel case; a key that is not legal becomes its default.
   * @param {Record<string, unknown>} entries
   * @param {{ push?: boolean }} [options] push: a change that the back button should take back
   * @returns {Problem[]}
   */
  edit(entries, { push = false } = {}) {
    return this.#merge(entries, this.#isOtherFamily(entries), push);
  }

  /**
   * A whole Scene; keys it does not have become their defaults.
   * @param {unknown} json
   * @returns {Problem[]}
   */
  setScene(json) {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      return this.#report([], [{ key: 'scene', value: String(json), message: `scene: expected an object with a Scene's keys, got ${JSON.stringify(json) ?? json}` }]);
    }
    return this.#report(null, this.#change(() => this.playground.set(json, true), true));
  }

  /** @param {string} link as `link()` writes it, with or without `#` */
  open(link) {
    const opened = { step: -1, layout: '' };
    const problems = this.#change(() => {
      const { problems: illegal, ...rest } = this.playground.open(String(link).replace(/^#/, ''));
      Object.assign(opened, rest);
      return illegal;
    }, true);
    this.pause();
    this.seek(opened.step >= 0 ? opened.step : this.steps);
    this.setLayout(opened.layout === 'panels' ? 'panels' : 'overlay');
    return this.#report(null, problems);
  }

  /** The Scene, the step and the layout as one line of text. */
  link() {
    return this.playground.link(Math.floor(this.step), this.layout);
  }

  /** Undoable: back to what the attributes say. */
  reset() {
    const wishes = this.#wishes;
    const problems = this.#change(() => this.playground.set(wishes?.entries ?? {}, true), true);
    this.pause();
    this.seek(this.steps);
    this.home();
    if (wishes) this.#wishView(wishes);
    return this.#report(null, [...problems, ...(wishes?.problems ?? [])]);
  }

  undo() {
    this.end();
    this.#travel(this.#history.undo(this.scene));
  }

  redo() {
    this.end();
    this.#travel(this.#history.redo(this.scene));
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  // --- gestures

  get inGesture() {
    return this.#gesture !== undefined;
  }

  /** Whether "from here on" can act where the playhead stands, and if not, why. */
  get canFromHere() {
    const why = 'This is the last step: no update follows that a change could act on.';
    return Math.floor(this.step) < this.steps ? { ok: true, why: '' } : { ok: false, why };
  }

  /** A hand takes hold: playback pauses, and the step that changes begin at is fixed. */
  begin() {
    this.end();
    this.pause();
    this.#gesture = { before: this.scene, at: this.#from() };
    this.playground.holdGhost();
  }

  /** The hand lets go: all it changed is one entry of the history. */
  end() {
    const gesture = this.#gesture;
    if (!gesture) return;
    this.#gesture = undefined;
    this.playground.dropGhost();
    if (differing(gesture.before, this.scene).length > 0) this.#history.record(gesture.before);
    this.#bulletin.note('scene');
    this.#bulletin.note('state');
  }

  /**
   * α or β from a slider; the value is legal.
   * @param {'learning-rate' | 'momentum'} key
   * @param {number} value
   */
  adjust(key, value) {
    const from = this.#gesture ? this.#gesture.at : this.#from();
    this.#act(from < 0 ? [key] : ['schedule'], () => this.playground.adjust(key, value, from));
  }

  /** @param {number} x @param {number} y */
  moveStart(x, y) {
    this.#act(['start'], () => this.playground.moveStart(x, y));
  }

  /** @param {number} step @param {string} text such as `learning-rate=x0.1,gradient=0` */
  setMarker(step, text) {
    return this.#act(['schedule'], () => this.playground.setMarker(step, text));
  }

  /** @param {number} step */
  removeMarker(step) {
    this.#act(['schedule'], () => this.playground.removeMarker(step));
  }

  /** @param {number} from @param {number} to */
  moveMarker(from, to) {
    this.#act(['schedule'], () => this.playground.moveMarker(from, to));
  }

  // --- the playhead

  get step() {
    return this.#playhead.step;
  }

  get steps() {
    return this.#playhead.steps;
  }

  get playing() {
    return this.#playhead.playing;
  }

  get speed() {
    return this.#playhead.speed;
  }

  /** @param {number} step */
  seek(step) {
    this.#playhead.seek(Number(step));
    this.#bulletin.note('step');
  }

  /** @param {number} steps 1 on, -1 back */
  stepBy(steps) {
    this.pause();
    this.seek(this.step + steps);
  }

  play() {
    this.#playhead.play();
    this.#bulletin.note('step');
    this.#bulletin.note('state');
  }

  pause() {
    if (!this.playing) return;
    this.#playhead.pause();
    this.#bulletin.note('step');
    this.#bulletin.note('state');
  }

  /** @param {number} seconds since the last frame */
  advance(seconds) {
    this.program(() => {
      const ended = this.#playhead.advance(seconds);
      this.#bulletin.note('step');
      if (ended) this.#bulletin.note('state');
      // It is called in a frame: waiting for the next one would be a frame late.
      this.tell();
      if (ended) this.dispatchEvent(new CustomEvent('end'));
    });
  }

  /** @param {number | null} speed steps per second; null leaves it to the number of steps */
  setSpeed(speed) {
    this.#playhead.setSpeed(speed);
    this.#bulletin.note('state');
  }

  /** @param {boolean} on */
  setFromHere(on) {
    this.fromHere = on;
    this.#bulletin.note('state');
  }

  // --- the view

  get theme() {
    return this.#theme;
  }

  get dark() {
    return this.#theme === 'dark' || (this.#theme === 'auto' && this.#systemDark);
  }

  /** @param {Theme} theme @param {boolean} [systemDark] what `auto` means here */
  setTheme(theme, systemDark = this.#systemDark) {
    this.#theme = theme;
    this.#systemDark = systemDark;
    this.playground.theme(this.dark);
    for (const type of /** @type {const} */ (['scene', 'view', 'state'])) this.#bulletin.note(type);
  }

  /** @param {Layout} layout */
  setLayout(layout) {
    const other = layout !== this.layout;
    this.layout = layout;
    this.playground.layout(layout);
    this.#bulletin.note('view');
    this.#bulletin.note('state', other ? ['layout'] : []);
  }

  /** @param {Size} size */
  resize(size) {
    this.size = size;
    this.playground.resize(size.width, size.height, size.chartWidth, size.chartHeight, size.ratio);
    this.#bulletin.note('view');
  }

  /** @param {number} px @param {number} py @param {number} factor above 1 goes nearer */
  zoom(px, py, factor) {
    this.playground.zoom(px, py, factor);
    this.#bulletin.note('view');
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.playground.pan(dx, dy);
    this.#bulletin.note('view');
  }

  home() {
    this.playground.home();
    this.#bulletin.note('view');
  }

  /** False while the figure is out of sight: nothing is drawn, and playback waits. */
  get visible() {
    return this.#visible;
  }

  set visible(visible) {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#bulletin.note('view');
    this.#bulletin.note('state');
  }

  /** @param {string} text what the pointer is at, '' when it is nowhere */
  hover(text) {
    this.dispatchEvent(new CustomEvent('hover', { detail: { text } }));
  }

  /** @param {string} text one sentence for the status line */
  say(text) {
    this.dispatchEvent(new CustomEvent('say', { detail: { text } }));
  }

  /** @param {string} text why there is nothing to see, '' when there is again */
  fail(text) {
    this.dispatchEvent(new CustomEvent('fail', { detail: { text } }));
  }

  // --- attributes, problems, life

  /**
   * What the attributes say, at the beginning or after some of them changed.
   * @param {Wishes} wishes
   * @param {Iterable<string>} [changed] their names; all of them if left out
   */
  follow(wishes, changed) {
    const first = this.#wishes === undefined;
    this.#wishes = wishes;
    if (first || !changed) {
      this.#report(null, [...this.playground.set(wishes.entries, true), ...wishes.problems]);
      this.#recomputed();
      this.#wishView(wishes);
      this.#playhead.seek(this.steps);
      return;
    }
    const names = new Set(changed);
    /** @type {Record<string, unknown>} */
    const entries = {};
    for (const { name, property } of this.catalogue.keys) {
      if (names.has(name)) entries[property] = wishes.entries[property];
    }
    const toOwnStart = 'surface' in entries && !('start' in wishes.entries);
    if (Object.keys(entries).length > 0) this.#merge(entries, toOwnStart, toOwnStart);
    if (names.has('layout')) this.setLayout(wishes.layout);
    if (names.has('theme')) this.setTheme(wishes.theme);
    if (names.has('speed')) this.setSpeed(wishes.speed);
    this.#report(['layout', 'theme', 'speed'].filter((name) => names.has(name)), wishes.problems.filter(({ key }) => names.has(key)));
  }

  /** Forgets the problems that were shown. */
  dismiss() {
    this.#report(null, []);
  }

  /**
   * What `action` changes is the program's doing, not the reader's.
   * @template T
   * @param {() => T} action
   */
  program(action) {
    return this.#bulletin.program(action);
  }

  /** Tells all there is: for parts that have just been made. */
  tellAll() {
    this.program(() => {
      for (const type of /** @type {const} */ (['problems', 'scene', 'view', 'state', 'step'])) this.#bulletin.note(type);
    });
    this.tell();
  }

  /** Tells at once what has changed and not been told. */
  tell() {
    if (this.awake) this.#bulletin.tell();
  }

  /** Gives the wasm side back and keeps the Scene. */
  sleep() {
    if (!this.awake) return;
    this.end();
    this.pause();
    this.#scene = this.scene;
    this.awake = false;
    this.#bulletin.clear();
    this.playground.free();
  }

  /** The same Scene, step and layout in a new Playground. */
  wake() {
    if (this.awake) return;
    this.awake = true;
    this.playground = new this.engine.Playground();
    this.playground.set(this.scene, true);
    this.playground.layout(this.layout);
    this.playground.theme(this.dark);
    this.#recomputed();
  }

  // --- inside

  /** The step that a change of α or β begins at now. */
  #from() {
    const step = Math.floor(this.step);
    return this.fromHere && this.canFromHere.ok && step > 0 ? step : -1;
  }

  /**
   * A change by hand that cannot go wrong: within a gesture as often as the pointer moves.
   * @template T
   * @param {string[]} keys
   * @param {() => T} action
   */
  #act(keys, action) {
    const alone = !this.#gesture;
    if (alone) this.begin();
    const result = action();
    this.#recomputed();
    this.#bulletin.note('scene', keys.map((key) => this.#property(key)));
    this.#report(keys, Array.isArray(result) ? result : []);
    if (alone) this.end();
    return result;
  }

  /**
   * @param {() => Problem[]} action
   * @param {boolean} landmark
   * @param {string} [tag]
   */
  #change(action, landmark, tag) {
    const before = this.scene;
    const problems = action();
    this.#recomputed();
    const keys = differing(before, this.scene);
    if (keys.length > 0 && !this.#gesture) this.#history.record(before, tag);
    if (keys.length > 0) this.#bulletin.note('scene', keys, landmark);
    this.#bulletin.note('state');
    this.#bulletin.note('view');
    return problems;
  }

  /**
   * Entries onto the current Scene; `undefined` takes a key back to its default.
   * @param {Record<string, unknown>} entries
   * @param {boolean} toOwnStart the surface's own start comes with it
   * @param {boolean} landmark
   */
  #merge(entries, toOwnStart, landmark) {
    /** @type {Record<string, unknown>} */
    const whole = { ...this.scene };
    if (toOwnStart) delete whole.start;
    for (const [key, value] of Object.entries(entries)) {
      const property = this.#property(key);
      if (value === undefined) delete whole[property];
      else whole[property] = value;
    }
    const tag = this.#bulletin.source === 'program' ? Object.keys(entries).join(' ') : '';
    const problems = this.#change(() => this.playground.set(whole, true), landmark, tag);
    return this.#report(Object.keys(entries), problems);
  }

  /** @param {Scene | undefined} scene one out of the history */
  #travel(scene) {
    if (!scene) return;
    const before = this.scene;
    this.playground.set(scene, true);
    this.#recomputed();
    const keys = differing(before, this.scene);
    this.#bulletin.note('scene', keys, keys.includes('surface') || keys.includes('rules'));
    this.#bulletin.note('state');
    this.#bulletin.note('view');
    this.#report(keys, []);
  }

  /**
   * @param {string[] | null} keys whose old problems are over; null for all
   * @param {Problem[]} problems
   */
  #report(keys, problems) {
    const over = keys?.map((key) => this.#property(key));
    const left = over ? this.problems.filter(({ key }) => !over.includes(this.#property(key))) : [];
    if (problems.length > 0 || left.length < this.problems.length) {
      this.problems = [...left, ...problems];
      this.#bulletin.note('problems');
    }
    return problems;
  }

  #recomputed() {
    this.#scene = undefined;
    this.revision += 1;
    this.#playhead.setSteps(this.playground.steps());
  }

  /** @param {Wishes} wishes */
  #wishView({ layout, theme, speed }) {
    this.setLayout(layout);
    this.setTheme(theme);
    this.setSpeed(speed);
  }

  /** @param {string} key */
  #property(key) {
    return this.catalogue.keys.find(({ name }) => name === key)?.property ?? key;
  }

  /** @param {Record<string, unknown>} entries */
  #isOtherFamily({ surface, start }) {
    if (surface === undefined || start !== undefined) return false;
    return String(surface).split('(')[0].trim() !== this.playground.surface().name;
  }
}

/**
 * @param {Scene} before
 * @param {Scene} after
 * @returns {string[]} the keys whose values are not the same
 */
function differing(before, after) {
  const keys = /** @type {(keyof Scene)[]} */ (Object.keys(after));
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}
