/**
 * One element's state: the Scene, the playhead and the view of them. Every part of the element changes it through these
 * methods and draws what its events tell.
 */

import { sceneKeys } from './attributes.js';
import { SceneState } from './scene-state.js';

/** @import { Engine, Layout, Problem, Size, Source, Theme, Wishes } from './types.js' */

/** As many runs have room for their arrows on one map. */
const FEW = 3;

export class Session extends SceneState {
  /** @type {Wishes | undefined} */
  #wishes;
  /** @type {Theme} */
  #theme = 'auto';
  #systemDark = false;
  #visible = true;
  /** Who set it playing. @type {Source} */
  #player = 'program';
  /** The part of the plane to show when there is a size again. @type {Float64Array | undefined} */
  #window;
  /**
   * Fetches all rules and goes on with them, in parts that are made anew; rejects with one sentence. The element's to do.
   * @type {() => Promise<void>}
   */
  grow = async () => {};
  /** Whether a reader waits for all rules, to choose from. */
  choosing = false;
  /** Whether the code is open; it is so again in parts that are made anew. */
  coding = false;
  /** Which form's map is shown, where it is one: its place among the rules and its name. */
  mapped = { index: -1, name: '' };
  /** Whether the maps stand above the dials, where there is one column. */
  unfolded = false;
  /** The run that was pointed at last. */
  #kept = 0;
  /** The run that a reader points at, -1 for none. */
  pointed = -1;

  /** @type {Layout} */
  layout = 'overlay';
  /** Of the page that opens this figure's links. @type {string | null} */
  address = null;
  /** @type {Size} */
  size = { width: 0, height: 0, chartWidth: 0, chartHeight: 0, ratio: 1 };
  /** False once the wasm side is given back: the element was removed. */
  awake = true;

  // --- the playhead

  get step() {
    return this.playhead.step;
  }

  get steps() {
    return this.playhead.steps;
  }

  get playing() {
    return this.playhead.playing;
  }

  get speed() {
    return this.playhead.speed;
  }

  /** @param {number} step */
  seek(step) {
    this.playhead.seek(Number(step));
    this.bulletin.note('step');
  }

  /** By hand, so playback ends. @param {number} steps 1 on, -1 back, Infinity to the end */
  stepBy(steps) {
    this.pause();
    this.seek(this.step + steps);
  }

  play() {
    this.#player = this.bulletin.source;
    this.playhead.play();
    this.bulletin.note('step');
    this.bulletin.note('state');
  }

  /** @param {number} seconds since the last frame */
  advance(seconds) {
    let ended = false;
    this.program(() =>
      this.bulletin.now(() => {
        ended = this.playhead.advance(seconds);
        this.bulletin.note('step');
        if (ended) this.bulletin.note('state');
      }),
    );
    if (ended) this.emit('end', { source: this.#player });
  }

  /** @param {number | null} speed steps per second; null leaves it to the number of steps */
  setSpeed(speed) {
    this.playhead.setSpeed(speed);
    this.bulletin.note('state');
  }

  /** @param {boolean} on */
  setFromHere(on) {
    this.fromHere = on;
    this.bulletin.note('state');
  }

  // --- the link, and the way back

  /** The Scene, the step and the layout as one line of text. */
  link() {
    return this.playground.link(Math.floor(this.step), this.layout);
  }

  /**
   * @param {string} link as `link()` writes it, with or without `#`
   * @returns {Problem[]}
   */
  open(link) {
    let step = -1;
    let layout = '';
    const illegal = this.change(() => {
      const opened = this.playground.open(String(link).replace(/^#/, ''));
      ({ step, layout } = opened);
      return opened.problems;
    }, true);
    this.pause();
    this.seek(step >= 0 ? step : this.steps);
    this.setLayout(layout === 'panels' ? 'panels' : 'overlay');
    return this.report(null, illegal);
  }

  /** Undoable: back to what the attributes say. */
  reset() {
    const wishes = this.#wishes;
    const illegal = this.change(() => this.playground.set(wishes?.entries ?? {}, true), true);
    this.pause();
    this.seek(this.steps);
    this.home();
    if (wishes) this.#followView(wishes);
    return this.report(null, [...illegal, ...(wishes?.problems ?? [])]);
  }

  // --- the view

  get theme() {
    return this.#theme;
  }

  /** The theme in force. */
  get dark() {
    return this.#theme === 'dark' || (this.#theme === 'auto' && this.#systemDark);
  }

  /** @param {Theme} theme @param {boolean} [systemDark] what `auto` means here */
  setTheme(theme, systemDark = this.#systemDark) {
    this.#theme = theme;
    this.#systemDark = systemDark;
    this.playground.theme(this.dark);
    for (const type of /** @type {const} */ (['scene', 'view', 'state'])) this.bulletin.note(type);
  }

  /** @param {Layout} layout */
  setLayout(layout) {
    const other = layout !== this.layout;
    this.layout = layout;
    this.playground.layout(layout);
    this.bulletin.note('view');
    this.bulletin.note('state', other ? ['layout'] : []);
  }

  /** @param {Size} size */
  resize(size) {
    this.size = size;
    this.playground.resize(size.width, size.height, size.chartWidth, size.chartHeight);
    if (this.#window) this.playground.look(this.#window);
    this.#window = undefined;
    this.bulletin.note('view');
  }

  /** @param {number} px @param {number} py @param {number} factor above 1 goes nearer */
  zoom(px, py, factor) {
    this.playground.zoom(px, py, factor);
    this.bulletin.note('view');
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.playground.pan(dx, dy);
    this.bulletin.note('view');
  }

  home() {
    this.playground.home();
    this.bulletin.note('view');
  }

  /** Zooms out as far as it takes to see the start. */
  showStart() {
    this.playground.showStart();
    this.bulletin.note('view');
  }

  /** False while the figure is out of sight: nothing is drawn, and playback waits. */
  get visible() {
    return this.#visible;
  }

  set visible(visible) {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.bulletin.note('view');
    this.bulletin.note('state');
  }

  // --- the arrows

  /** Whether the arrows of all runs would be too many for the one map. */
  get manyArrows() {
    return this.layout === 'overlay' && this.scene.rules.length > FEW;
  }

  /** The run whose arrows are drawn; -1 for those of all. */
  get arrows() {
    const last = this.scene.rules.length - 1;
    if (this.pointed >= 0) return Math.min(this.pointed, last);
    return this.manyArrows ? Math.min(this.#kept, last) : -1;
  }

  /** @param {number} index the run that a reader points at, -1 for none; where arrows are many, the last one stays */
  point(index) {
    this.pointed = index;
    if (index >= 0) this.#kept = index;
    this.bulletin.note('draw');
  }

  /** @param {Session['mapped']} mapped the form whose map is to be shown */
  showMap(mapped) {
    this.mapped = mapped;
    this.bulletin.note('state');
  }

  forgetArrows() {
    this.pointed = -1;
    this.#kept = 0;
  }

  // --- attributes and life

  /**
   * What the attributes say, at the beginning or after some of them changed.
   * @param {Wishes} wishes
   * @param {Iterable<string>} [changed] their names; left out at the beginning
   */
  follow(wishes, changed) {
    this.#wishes = wishes;
    if (!changed) {
      this.report(null, [...this.playground.set(wishes.entries, true), ...wishes.problems]);
      this.recomputed();
      this.#followView(wishes);
      this.seek(this.steps);
      return;
    }
    const names = new Set(changed);
    /** @type {Record<string, unknown>} */
    const entries = {};
    const keys = sceneKeys(this.engine);
    for (const name of keys) {
      if (names.has(name)) entries[name] = wishes.entries[name];
    }
    const surface = 'surface' in entries;
    // The author's surface has the author's start, or its own; never the one that a hand left on another.
    if (surface) entries.start = wishes.entries.start;
    if (Object.keys(entries).length > 0) this.edit(entries, { push: surface });
    if (names.has('layout')) this.setLayout(wishes.layout);
    if (names.has('theme')) this.setTheme(wishes.theme);
    if (names.has('speed')) this.setSpeed(wishes.speed);
    if (names.has('address')) this.#setAddress(wishes.address);
    const ofView = [...names].filter((name) => !keys.includes(name));
    this.report(ofView, wishes.problems.filter(({ key }) => names.has(key)));
  }

  /** Forgets the problems that were shown. */
  dismiss() {
    this.report(null, []);
  }

  /**
   * What `action` changes is the program's doing, not the reader's.
   * @template T
   * @param {() => T} action
   */
  program(action) {
    return this.bulletin.program(action);
  }

  /** Tells at once what has changed and not been told. */
  tell() {
    if (this.awake) this.bulletin.tell();
  }

  /** Has the figure drawn now, before there is anybody else to be told of what waits: `tellAll` comes after it. */
  draw() {
    this.bulletin.clear();
    this.program(() => this.bulletin.note('view'));
    this.tell();
  }

  /** Tells all there is, as no change at all: for parts that have just been made. */
  tellAll() {
    this.bulletin.clear();
    this.program(() => {
      for (const type of /** @type {const} */ (['problems', 'scene', 'view', 'state', 'step'])) this.bulletin.note(type);
    });
    this.tell();
  }

  /** @param {string} text what the pointer is at, '' when it is nowhere */
  hover(text) {
    this.emit('hover', text);
  }

  /** @param {string} text one sentence for those who listen to the page */
  say(text) {
    this.emit('say', text);
  }

  /** @param {string} text why there is nothing to see, '' when there is again */
  fail(text) {
    this.emit('fail', text);
  }

  /** Gives the wasm side back and keeps the Scene. */
  sleep() {
    if (!this.awake) return;
    this.end();
    this.pause();
    this.scene; // read while there is someone to ask
    this.awake = false;
    this.bulletin.clear();
    this.playground.free();
  }

  /**
   * Goes on with another module, which has to know the same Scene: once it is woken.
   * @param {Engine} engine
   */
  move(engine) {
    const home = !this.awake || this.playground.atHome();
    this.#window = home ? undefined : this.playground.window();
    this.sleep();
    this.engine = engine;
  }

  /** The same Scene, step and layout in a new Playground. */
  wake() {
    if (this.awake) return;
    this.awake = true;
    const { scene } = this;
    this.playground = new this.engine.Playground();
    this.playground.set(scene, true);
    this.playground.layout(this.layout);
    this.playground.theme(this.dark);
    this.recomputed();
  }

  /** @param {Wishes} wishes */
  #followView({ layout, theme, speed, address }) {
    this.#setAddress(address);
    this.setLayout(layout);
    this.setTheme(theme);
    this.setSpeed(speed);
  }

  /** @param {string | null} address */
  #setAddress(address) {
    this.address = address;
    this.bulletin.note('state');
  }
}
