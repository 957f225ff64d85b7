// What the pointer and the keys do alike: they take hold, put the Scene's point elsewhere on a map, and let go.

/** @import { Session } from '../state/session.js' */
/** @import { MapView } from './view.js' */

export class Mover {
  #session;
  #refresh;

  /**
   * @param {Session} session @param {MapView} view
   * @param {() => void} refresh has the maps act from where the gesture does
   */
  constructor(session, view, refresh) {
    this.#session = session;
    this.view = view;
    this.#refresh = refresh;
  }

  begin() {
    this.#session.begin();
    this.#refresh();
    this.view.locate();
  }

  end() {
    this.#session.end();
  }

  cancel() {
    this.#session.cancel();
  }

  /** The numbers of the point. */
  get here() {
    return this.#session.playground.mapHere(this.view.index);
  }

  /** The numbers at a pixel, or of the cell there. @param {number} x @param {number} y @param {boolean} [ofCell] */
  at(x, y, ofCell = false) {
    return this.#session.playground.mapNumbers(this.view.index, x, y, ofCell);
  }

  /** To a pixel, or to the cell there. @param {number} x @param {number} y @param {boolean} [ofCell] */
  place(x, y, ofCell) {
    const { point, frame } = this.view;
    const [left, top, width, height] = frame.plot;
    const { here } = this;
    const there = this.at(x, y, ofCell);
    // What lies off an axis is not moved by a hand that moves along the edge.
    if (point[2] !== 0 && (point[2] > 0 ? x >= left + width - 0.5 : Math.abs(x - left) < 0.5)) there[0] = here[0];
    if (point[3] !== 0 && (point[3] > 0 ? y <= top + 0.5 : y >= top + height - 0.5)) there[1] = here[1];
    this.#put(here, there);
  }

  /** To another number on one axis; the other stays as it is. @param {number} axis @param {number} number */
  set(axis, number) {
    const { here } = this;
    const there = here.slice();
    there[axis] = number;
    this.#put(here, there);
  }

  /** @param {Float64Array} here @param {Float64Array} there */
  #put(here, there) {
    if (here[0] === there[0] && here[1] === there[1]) return;
    // Undo or another hand may have ended what it had begun.
    if (!this.#session.inGesture) this.begin();
    this.#session.place(this.view.index, there[0], there[1]);
    this.view.locate();
  }
}
