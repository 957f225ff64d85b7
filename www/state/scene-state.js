// The Scene of one element in its wasm Playground, as it is: its markers, its cards, and what was not legal.

import { unloaded } from '../engine.js';
import { Playback } from './playback.js';
import { propertyOf } from './scene-keys.js';

/** @import { Engine, Marker, Playground, Problem, Scene } from '../types.js' */

export class SceneState extends Playback {
  /** @type {Scene | undefined} */
  #scene;
  /** The markers of a schedule. */
  #marked = { schedule: '', markers: /** @type {Marker[]} */ ([]) };
  /** What the Scene is known to be after the change at hand. @protected @type {Scene | undefined} */
  patch;

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

  // --- for the subclasses

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
    this.#scene = this.patch;
    this.patch = undefined;
    this.revision += 1;
    this.playhead.setSteps(this.playground.steps());
  }
}
