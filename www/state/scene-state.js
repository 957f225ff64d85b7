// The Scene of one element in its wasm Playground: every way to change it, gestures, their history, and what was not legal.

import { unloaded } from '../engine.js';
import { History } from './history.js';
import { shown } from './plain.js';
import { Playback } from './playback.js';
import { bringsOtherFamily, differing, propertyOf } from './scene-keys.js';

/** @import { Engine, Layout, Marker, Playground, Problem, Scene } from '../types.js' */
/** @import { Entry } from './history.js' */

/**
 * @typedef {object} Gesture
 * @property {Scene} before
 * @property {number} at what `actsFrom` was when it began
 * @property {() => void} back brings the playhead back
 * @property {() => void} release keeps the promise of its end
 */

export class SceneState extends Playback {
  #history = new History();
  /** @type {Gesture | undefined} */
  #gesture;
  /** @type {Scene | undefined} */
  #scene;
  /** The markers of a schedule. */
  #marked = { schedule: '', markers: /** @type {Marker[]} */ ([]) };
  /** What the Scene is known to be after the change at hand. @type {Scene | undefined} */
  #patch;

  /** The switch "from here on": the next change of α or β acts from the playhead's step. */
  fromHere = false;
  /** @type {Layout} */
  layout = 'overlay';
  /** @type {Problem[]} */
  problems = [];
  /** Those of attributes that are no keys of the Scene: they stand as long as these do. @protected @type {Problem[]} */
  standing = [];
  /** Grows whenever runs were computed anew. */
  revision = 0;

  /**
   * @param {Engine} engine
   * @param {(callback: () => void) => void} [later] when gathered changes are told; before the next paint by default
   */
  constructor(engine, later) {
    super(later);
    this.engine = engine;
    /** @type {Playground} */
    this.playground = new engine.Playground();
    this.recomputed();
  }

  /** The cards of rules and surfaces. */
  get catalogue() {
    return this.engine.catalogue;
  }

  /** @param {string} name */
  ruleCard(name) {
    return this.catalogue.rules.find((card) => card.name === name);
  }

  /** @param {string} name */
  surfaceCard(name) {
    return this.catalogue.surfaces.find((card) => card.name === name);
  }

  /** The current Scene; not yours to change. */
  get scene() {
    this.#scene ??= this.playground.scene();
    return this.#scene;
  }

  /** The changes on the way, in the order of their steps; not yours to change. */
  get markers() {
    const { schedule } = this.scene;
    if (this.#marked.schedule !== schedule) this.#marked = { schedule, markers: this.playground.markers() };
    return this.#marked.markers;
  }

  /** The change that begins to act at a step, if there is one. @param {number} step */
  markerAt(step) {
    return this.markers.find((marker) => marker.step === step);
  }

  /**
   * Calls a part where it has to look at a change of the Scene: of one of these properties, or of none in particular, which
   * may be all. As the pointer moves, the parts that have nothing to do with α ask nobody for anything.
   * @param {string[]} properties
   * @param {() => void} listener
   * @param {AbortSignal} signal
   */
  onScene(properties, listener, signal) {
    this.on('scene', ({ keys }) => {
      if (keys.size === 0 || properties.some((key) => keys.has(key))) listener();
    }, signal);
  }

  // --- changes of any key

  /**
   * Other values for some keys, in kebab or camel case. A key that is not legal becomes its default, as does one whose
   * value is undefined; a surface of another family brings its own start along.
   * @param {Record<string, unknown>} entries
   * @param {{ push?: boolean }} [options] push: a change that the back button should take back
   * @returns {Problem[]}
   */
  edit(entries, { push = false } = {}) {
    /** @type {Record<string, unknown>} */
    const whole = { ...this.scene };
    if (bringsOtherFamily(this, entries)) delete whole.start;
    for (const [key, value] of Object.entries(entries)) {
      // In the spelling it came in: a problem names the key as its author wrote it.
      delete whole[propertyOf(this.engine, key)];
      if (value !== undefined) whole[key] = value;
    }
    const keys = Object.keys(entries);
    // A host page's own slider is one entry of the history, not hundreds.
    const tag = this.bulletin.source === 'program' ? keys.join(' ') : '';
    return this.report(keys, this.change(() => this.playground.set(whole), push, tag));
  }

  /**
   * A whole Scene; keys it does not have become their defaults.
   * @param {unknown} json without anything that runs when it is read
   * @returns {Problem[]}
   */
  setScene(json) {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      const value = shown(json);
      return this.report(['scene'], [{ key: 'scene', value, message: `scene: expected an object with a Scene's keys, got ${value}` }]);
    }
    return this.report(null, this.changeAll(() => this.playground.set(json)));
  }

  undo() {
    this.end();
    this.#travel(this.#history.undo(this.#now));
  }

  redo() {
    this.end();
    this.#travel(this.#history.redo(this.#now));
  }

  /** What was done until now is where the reader begins. */
  forgetHistory() {
    this.#history = new History();
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  /** @param {Layout} layout */
  setLayout(layout) {
    const other = layout !== this.layout;
    this.layout = layout;
    this.playground.layout(layout);
    this.bulletin.note('view');
    this.bulletin.note('state', other ? ['layout'] : []);
  }

  // --- gestures

  get inGesture() {
    return this.#gesture !== undefined;
  }

  /** Kept once the hand has let go of what it holds. */
  released = Promise.resolve();

  /** Why "from here on" cannot act where the playhead stands; '' where it can. */
  get whyNotHere() {
    return Math.floor(this.step) < this.steps ? '' : 'Move the playhead back first: after the last step there is nothing left to change.';
  }

  /**
   * The step that a change of α or β acts from: -1 where it changes the whole run. Step 0 is the whole run, too: the
   * base value is what acts there.
   */
  get actsFrom() {
    // Fixed when a hand takes hold, wherever the playhead goes meanwhile.
    if (this.#gesture) return this.#gesture.at;
    return this.fromHere && !this.whyNotHere ? Math.floor(this.step) : -1;
  }

  /** A hand takes hold: playback pauses, and the step that changes begin at is fixed. */
  begin() {
    this.end();
    const back = this.hold();
    let release = () => {};
    this.released = new Promise((resolve) => (release = resolve));
    this.#gesture = { before: this.scene, at: this.actsFrom, back, release };
    this.playground.holdGhost();
  }

  /** The hand lets go: all it changed is one entry of the history. */
  end() {
    const gesture = this.#gesture;
    if (!gesture) return;
    this.#gesture = undefined;
    gesture.release();
    this.playground.dropGhost();
    if (differing(gesture.before, this.scene).length > 0) this.#history.record({ scene: gesture.before });
    this.bulletin.note(['scene', 'state']);
  }

  /** The hand only passed by: everything is as it was before it took hold. */
  cancel() {
    const gesture = this.#gesture;
    if (!gesture) return;
    if (differing(gesture.before, this.scene).length > 0) this.#travel({ scene: gesture.before });
    this.end();
    gesture.back();
  }

  /**
   * α or β from a slider; the value is legal.
   * @param {'learning-rate' | 'momentum'} key
   * @param {number} value
   */
  adjust(key, value) {
    this.#act(({ at }) => {
      const known = this.scene;
      const from = at > 0 ? at : -1;
      if (this.playground.adjust(key, value, from)) return ['rules', key];
      if (from > 0) return ['schedule'];
      // The one key that changed, without a walk through the wall for all of them: this happens as the pointer moves.
      this.#patch = { ...known, [propertyOf(this.engine, key)]: value };
      return [key];
    });
  }

  /**
   * A point of a map: both its numbers at once, for the runs they belong to.
   * @param {number} map
   * @param {number} across
   * @param {number} up
   * @param {number} [from] the step from which on it acts; -1 for that from which the map's points do
   */
  place(map, across, up, from = -1) {
    this.#act(() => {
      const before = this.scene;
      this.playground.placeOnMap(map, across, up, from);
      // Which keys it is depends on the rule's own brackets and on the step that the point acts from.
      this.#patch = this.playground.scene();
      return differing(before, this.#patch);
    });
  }

  /** @param {number} x @param {number} y */
  moveStart(x, y) {
    this.#act(() => {
      this.playground.moveStart(x, y);
      return ['start'];
    });
  }

  /**
   * In place of the marker that stands there. What is not legal changes nothing, and is for the caller to say.
   * @param {number} step
   * @param {string} text such as `learning-rate=x0.1,gradient=0`
   * @returns {Problem[]}
   */
  setMarker(step, text) {
    /** @type {Problem[]} */
    let problems = [];
    this.#act(() => {
      problems = this.playground.setMarker(step, text);
      return problems.length > 0 ? [] : ['schedule'];
    });
    return problems;
  }

  /** @param {number} step */
  removeMarker(step) {
    this.#act(() => {
      this.playground.removeMarker(step);
      return ['schedule'];
    });
  }

  /** @param {number} from @param {number} to */
  moveMarker(from, to) {
    this.#act(() => {
      this.playground.moveMarker(from, to);
      return ['schedule'];
    });
  }

  // --- for the subclass

  /**
   * @protected
   * @param {() => Problem[]} action which may change any key
   * @param {boolean} landmark
   * @param {string} [tag]
   * @param {Entry} [before] what undo brings back
   */
  change(action, landmark, tag, before = { scene: this.scene }) {
    // A hand that only passed by takes back what it did, and not this.
    if (this.bulletin.source === 'program') this.end();
    const problems = action();
    this.recomputed();
    const keys = differing(before.scene, this.scene);
    if (keys.length > 0) {
      if (!this.#gesture) this.#history.record({ ...before, landmark }, tag, this.scene);
      this.bulletin.note('scene', keys, landmark);
    }
    this.bulletin.note(['view', 'state']);
    return problems;
  }

  /**
   * Another Scene altogether: undo brings back how the one before was seen as well, and nothing acts from here on.
   * @protected
   * @param {() => Problem[]} action
   */
  changeAll(action) {
    this.fromHere = false;
    this.emit('anew', undefined);
    return this.change(action, true, '', this.#now);
  }

  /**
   * @protected
   * @param {string[] | null} keys whose old problems are over; null for all that the Scene had
   * @param {Problem[]} found
   */
  report(keys, found) {
    const problems = (keys ? found : [...found, ...this.standing]).map(unloaded);
    const over = keys?.map((key) => propertyOf(this.engine, key));
    const left = over ? this.problems.filter(({ key }) => !over.includes(propertyOf(this.engine, key))) : [];
    if (problems.length > 0 || left.length < this.problems.length) {
      this.problems = [...left, ...problems];
      this.bulletin.note('problems');
    }
    return problems;
  }

  /** @protected */
  recomputed() {
    this.#scene = this.#patch;
    this.#patch = undefined;
    this.revision += 1;
    this.playhead.setSteps(this.playground.steps());
  }

  // --- inside

  /**
   * A change by hand that cannot go wrong: as often as the pointer moves, so nothing is compared.
   * @param {(gesture: Gesture) => string[]} action returns the keys it changed
   */
  #act(action) {
    const alone = !this.#gesture;
    if (alone) this.begin();
    const keys = action(/** @type {Gesture} */ (this.#gesture));
    this.recomputed();
    this.bulletin.note('scene', keys.map((key) => propertyOf(this.engine, key)));
    this.report(keys, []);
    if (alone) this.end();
  }

  /** What redo or undo comes back to. */
  get #now() {
    return { scene: this.scene, seen: { step: Math.floor(this.step), layout: this.layout } };
  }

  /** @param {Entry | undefined} entry one out of the history */
  #travel(entry) {
    if (!entry) return;
    const before = this.scene;
    this.playground.set(entry.scene);
    this.recomputed();
    if (entry.seen) {
      this.pause();
      this.seek(entry.seen.step);
      this.setLayout(entry.seen.layout);
    }
    const keys = differing(before, this.scene);
    this.bulletin.note('scene', keys, entry.landmark);
    this.bulletin.note(['view', 'state']);
    this.report(entry.seen ? null : keys, []);
  }
}
