// A session over the real wasm module, with a clock that stands still until it is told.

import { readAttributes } from '../../www/element/attributes.js';
import { engineOf } from '../../www/engine.js';
import { Session } from '../../www/state/session.js';
import * as wall from './wasm.js';

/** @import { Change } from '../../www/types.js' */

export const engine = engineOf(wall, true);

/** @param {Record<string, string>} attributes */
export function wishes(attributes) {
  return readAttributes({ getAttribute: (name) => attributes[name] ?? null }, engine);
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
 * All changes of a type that are told from now on.
 * @param {Session} session
 * @param {'scene' | 'frame'} type
 */
export function heard(session, type) {
  /** @type {Change[]} */
  const changes = [];
  session.on(type, (change) => changes.push(change));
  return changes;
}

/**
 * One gesture of a slider: three moves, the last of which counts.
 * @param {Session} session
 * @param {'learning-rate' | 'momentum'} key
 * @param {number} value
 */
export function drag(session, key, value) {
  session.begin();
  for (const share of [0.5, 0.8, 1]) session.adjust(key, value * share);
  session.end();
}
