// Where the best pairs are found: a Playground of its own, whatever the figure shows meanwhile.

import { format, parse } from './call.js';

/** @import { Session } from '../state/session.js' */
/** @import { Playground } from '../types.js' */

/** @typedef {{ rule: number, label: string, axes: string[], best: { numbers: [number, number], step: number, beside: string } | null }} Found */

/** Cells to a side, whatever size the maps are shown at. */
export const CELLS = 256;

export class Desk {
  #session;
  /** @type {Playground | undefined} */
  #playground;
  /** The step that the pairs act from; -1 where it is the whole run. */
  #from = -1;

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
  }

  /** Whether it has been taken and not left. */
  get isTaken() {
    return this.#playground !== undefined;
  }

  /** Takes the Scene and begins its maps. */
  take() {
    const { engine, actsFrom } = this.#session;
    // One of the opening module does not know all rules.
    if (this.#playground?.constructor !== engine.Playground) {
      this.leave();
      this.#playground = new engine.Playground();
    }
    this.#from = actsFrom > 0 ? actsFrom : -1;
    this.#begin();
  }

  leave() {
    this.#playground?.free();
    this.#playground = undefined;
  }

  get #maps() {
    if (!this.#playground) throw new Error('nobody has taken the desk');
    return this.#playground;
  }

  #begin() {
    const { scene } = this.#session;
    this.#maps.set(scene);
    this.#maps.beginMaps(Uint32Array.from(scene.rules.keys()), CELLS, CELLS, CELLS, this.#from);
  }

  /** Whether there is anything to be near to. */
  get hasGoal() {
    return this.#maps.surface().minimizers.length > 0;
  }

  /** @param {number} amount of the maps' work @returns {boolean} whether there is more */
  advance(amount) {
    return this.#maps.advanceMaps(amount);
  }

  /** How far each map is that is under way. */
  get shares() {
    return this.#session.scene.rules.map((_, i) => this.#maps.mapProgress(i)).filter((share) => share >= 0);
  }

  /** The best pair of each form, once all maps are there. @returns {Found[]} */
  found() {
    return this.#maps.rules().map(({ label }, i) => {
      const { axes } = this.#maps.mapFrame(i);
      return { rule: i, label, axes: axes.map(({ symbol }) => symbol), best: axes.length > 0 ? this.#maps.mapBest(i, this.#session.step) : null };
    });
  }

  /** What theory says of a form's pair where the playhead stands now. @param {number} rule */
  beside(rule) {
    this.#begin();
    return this.#maps.mapBest(rule, this.#session.step)?.beside ?? '';
  }

  /** The Scene with a form's pair. @param {number} rule @param {[number, number]} numbers */
  placed(rule, numbers) {
    this.#begin();
    this.#maps.placeOnMap(rule, ...numbers, -1);
    return { ...this.#maps.scene() };
  }

  /**
   * The rules with their pairs in their own brackets; none where the runs would be others then: a schedule's α does not
   * reach into brackets.
   * @param {Found[]} found
   */
  raced(found) {
    const { scene } = this.#session;
    if (this.#from > 0 || found.every(({ best }) => best === null)) return undefined;
    const rules = found.map(({ rule, best }) => {
      if (!best) return scene.rules[rule];
      this.placed(rule, best.numbers);
      // `match` translates what is shared, and what stands in brackets not: what is in force there, after all.
      const { hyperparameters } = this.#maps.trajectory(rule);
      const { name, keys } = parse(scene.rules[rule]);
      const card = this.#session.ruleCard(name);
      const own = (card?.axes ?? []).map((key) => [key, String(hyperparameters[key][0])]);
      return format({ name, keys: { ...keys, ...Object.fromEntries(own) } });
    });
    this.#maps.set({ ...scene, rules });
    const runs = this.#maps.rules();
    const same = found.every(({ rule, best }) => best === null || runs[rule].converged === best.step);
    return same ? rules : undefined;
  }
}
