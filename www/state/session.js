// One element's state: the Scene, the playhead and the view of them. Every part of the element changes it through these
// methods and draws what its events tell.

import { bringsOtherFamily, sceneKeys } from './scene-keys.js';
import { ViewState } from './view-state.js';

/** @import { Engine, Problem, Wishes } from '../types.js' */

export class Session extends ViewState {
  /** @type {Wishes | undefined} */
  #wishes;
  /**
   * Fetches all rules and goes on with them; rejects with one sentence. The element's to do.
   * @type {() => Promise<void>}
   */
  grow = async () => {};
  /** Whether the code is open; it is so again in parts that are made anew, after a time out of the document. */
  coding = false;
  /** Of the page that opens this figure's links. @type {string | null} */
  address = null;
  /** False once the wasm side is given back: the element was removed. */
  awake = true;

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
   * @param {string} link as `link()` writes it
   * @returns {Problem[]}
   */
  open(link) {
    let step = -1;
    let layout = '';
    const illegal = this.changeAll(() => {
      const opened = this.playground.open(link);
      ({ step, layout } = opened);
      return opened.problems;
    });
    this.pause();
    this.seek(step >= 0 ? step : this.steps);
    this.setLayout(layout === 'panels' ? 'panels' : 'overlay');
    return this.report(null, illegal);
  }

  /** Undoable: back to what the attributes say. */
  reset() {
    const wishes = this.#wishes;
    this.standing = wishes?.problems ?? [];
    const illegal = this.changeAll(() => this.playground.set(wishes?.entries ?? {}));
    this.pause();
    this.seek(this.steps);
    this.home();
    if (wishes) this.#followView(wishes);
    return this.report(null, illegal);
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
      this.standing = wishes.problems;
      this.report(null, this.playground.set(wishes.entries));
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
    if (surface && bringsOtherFamily(this, entries)) entries.start = wishes.entries.start;
    if (Object.keys(entries).length > 0) this.edit(entries, { push: surface || 'rules' in entries });
    if (names.has('layout')) this.setLayout(wishes.layout);
    if (names.has('theme')) this.setTheme(wishes.theme);
    if (names.has('speed')) this.setSpeed(wishes.speed);
    if (names.has('address')) this.#setAddress(wishes.address);
    const ofView = [...names].filter((name) => !keys.includes(name));
    const found = wishes.problems.filter(({ key }) => names.has(key));
    this.standing = [...this.standing.filter(({ key }) => !names.has(key)), ...found];
    this.report(ofView, found);
  }

  /** Forgets the problems that were shown. */
  dismiss() {
    this.problems = this.standing = [];
    this.bulletin.note('problems');
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

  /** For who could not be told. */
  remind() {
    this.program(() => this.bulletin.note('problems'));
  }

  /** Has the figure drawn now, before there is anybody else to be told of what waits: `tellAll` comes after it. */
  draw() {
    this.bulletin.clear();
    this.program(() => this.bulletin.note('view'));
    this.tell();
  }

  /** Tells all there is, as no change at all: for parts that have just been made. */
  tellAll() {
    // What was asked for since the first picture is a change.
    this.tell();
    this.#tellAnew(['problems', 'scene', 'view', 'state', 'step']);
  }

  /** @param {Parameters<ViewState['bulletin']['note']>[0]} what */
  #tellAnew(what) {
    this.bulletin.clear();
    this.program(() => this.bulletin.note(what));
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
    this.keepWindow();
    this.scene; // read while there is someone to ask
    this.awake = false;
    this.bulletin.clear();
    this.playground.free();
  }

  /**
   * Goes on with another module, which has to know the same Scene; one that sleeps, once it is woken.
   * @param {Engine} engine
   */
  move(engine) {
    this.tell();
    const { awake } = this;
    const goOn = this.hold();
    this.sleep();
    this.engine = engine;
    if (!awake) return;
    this.program(() => {
      this.wake();
      this.resize(this.size);
      goOn();
    });
    this.#tellAnew(['scene', 'view', 'state', 'step']);
    this.emit('grown', undefined);
  }

  /** The same Scene, step and layout in a new Playground. */
  wake() {
    if (this.awake) return;
    this.awake = true;
    const { scene } = this;
    this.playground = new this.engine.Playground();
    this.playground.set(scene);
    this.playground.layout(this.layout);
    this.playground.theme(this.dark, this.contrast);
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
