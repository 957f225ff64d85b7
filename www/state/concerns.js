// What a part has to do with a change.

/** @import { Change } from '../types.js' */

/**
 * Whether a part has to look at a change of the Scene: of one of its keys, or of no key in particular, which may be all.
 * As the pointer moves, the parts that have nothing to do with α ask nobody for anything.
 * @param {Change} change
 * @param {string[]} keys as properties
 */
export function concerns({ keys: changed }, keys) {
  return changed.size === 0 || keys.some((key) => changed.has(key));
}
