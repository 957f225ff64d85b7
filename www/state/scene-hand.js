// What a hand moves in a Scene: α and β, the start, and the changes on the way.

import { SceneChanges } from './scene-changes.js';
import { differing, propertyOf } from './scene-keys.js';

/** @import { Problem } from '../types.js' */

export class SceneHand extends SceneChanges {
  /**
   * α or β from a slider; the value is legal.
   * @param {'learning-rate' | 'momentum'} key
   * @param {number} value
   */
  adjust(key, value) {
    this.act(({ at }) => {
      const known = this.scene;
      const from = at > 0 ? at : -1;
      if (this.playground.adjust(key, value, from)) return ['rules', key];
      if (from > 0) return ['schedule'];
      // The one key that changed, without a walk through the wall for all of them: this happens as the pointer moves.
      this.patch = { ...known, [propertyOf(this.engine, key)]: value };
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
    this.act(() => {
      const before = this.scene;
      this.playground.placeOnMap(map, across, up, from);
      // Which keys it is depends on the rule's own brackets and on the step that the point acts from.
      this.patch = this.playground.scene();
      return differing(before, this.patch);
    });
  }

  /** @param {number} x @param {number} y */
  moveStart(x, y) {
    this.act(() => {
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
    this.act(() => {
      problems = this.playground.setMarker(step, text);
      return problems.length > 0 ? [] : ['schedule'];
    });
    return problems;
  }

  /** @param {number} step */
  removeMarker(step) {
    this.act(() => {
      this.playground.removeMarker(step);
      return ['schedule'];
    });
  }

  /** @param {number} from @param {number} to */
  moveMarker(from, to) {
    this.act(() => {
      this.playground.moveMarker(from, to);
      return ['schedule'];
    });
  }
}
