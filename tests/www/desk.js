// A session over the real wasm module, with a clock that stands still until it is told.

import { readAttributes } from '../../www/attributes.js';
import { Session } from '../../www/session.js';
import { Playground, catalogue } from './wasm.js';

/** @import { Change, Engine } from '../../www/types.js' */

export const engine = /** @type {Engine} */ (/** @type {unknown} */ ({ Playground, catalogue: catalogue() }));

/** @param {Record<string, string>} attributes */
export function wishes(attributes) {
  return readAttributes({ getAttribute: (name) => attributes[name] ?? null }, engine.catalogue);
}

/** @param {Record<string, string>} [attributes] */
export function desk(attributes = {}) {
  /** @type {(() => void)[]} */
  const frames = [];
  const session = new Session(engine, (callback) => frames.push(callback));
  session.program(() => session.follow(wishes(attributes)));
  const frame = () => frames.splice(0).forEach((callback) => callback());
  frame();
  return { session, frame };
}

/**
 * The details of all events of a type from now on.
 * @param {EventTarget} target
 * @param {string} type
 */
export function heard(target, type) {
  /** @type {Change[]} */
  const details = [];
  target.addEventListener(type, (event) => details.push(/** @type {CustomEvent} */ (event).detail));
  return details;
}
