// Tells the parts of one element what happened in it. An EventTarget would do the same, but makes an event for each time
// it tells, and this happens several times at every move of the pointer.

/** @import { Told } from '../types.js' */

export class Emitter {
  /** @type {Map<keyof Told, Set<(detail: any) => void>>} */
  #listeners = new Map();

  /**
   * @template {keyof Told} T
   * @param {T | T[]} types
   * @param {(detail: Told[T]) => void} listener
   * @param {AbortSignal} [signal] ends it
   */
  on(types, listener, signal) {
    for (const type of [types].flat()) {
      const listeners = this.#listeners.get(type) ?? new Set();
      this.#listeners.set(type, listeners.add(listener));
      signal?.addEventListener('abort', () => listeners.delete(listener));
    }
  }

  /**
   * Calls all who listen, in the order in which they came.
   * @template {keyof Told} T
   * @param {T} type
   * @param {Told[T]} detail
   */
  emit(type, detail) {
    for (const listener of this.#listeners.get(type) ?? []) attempt(() => listener(detail));
  }
}

/**
 * One mistake is told where mistakes are told, and stops nothing else.
 * @param {() => unknown} action
 */
export function attempt(action) {
  try {
    action();
  } catch (error) {
    reportError(error);
  }
}
