// Every change of a Scene: of any key, by a gesture, or back in their history.

import { History } from './history.js';
import { shown } from './plain.js';
import { bringsOtherFamily, differing, propertyOf } from './scene-keys.js';
import { SceneState } from './scene-state.js';

/** @import { Layout, Problem, Scene } from '../types.js' */
/** @import { Entry } from './history.js' */

/**
 * @typedef {object} Gesture
 * @property {Scene} before
 * @property {number} at what `actsFrom` was when it began
 * @property {() => void} back brings the playhead back
 * @property {() => void} release keeps the promise of its end
 */

export class SceneChanges extends SceneState {
  #history = new History();
  /** @type {Gesture | undefined} */
  #gesture;

  /** The switch "from here on": the next change of α or β acts from the playhead's step. */
  fromHere = false;
  /** @type {Layout} */
  layout = 'overlay';

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

  // --- for the subclasses

  /**
   * A change by hand that cannot go wrong: as often as the pointer moves, so nothing is compared.
   * @protected
   * @param {(gesture: Gesture) => string[]} action returns the keys it changed
   */
  act(action) {
    const alone = !this.#gesture;
    if (alone) this.begin();
    const keys = action(/** @type {Gesture} */ (this.#gesture));
    this.recomputed();
    this.bulletin.note('scene', keys.map((key) => propertyOf(this.engine, key)));
    this.report(keys, []);
    if (alone) this.end();
  }

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

  // --- inside

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
