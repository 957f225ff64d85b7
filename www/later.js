/**
 * What a page does not open with: modules that are fetched when a reader asks for what they show. Their names end in
 * `.later.js`; in a release each of them is a file beside the bundle with all it needs inside, so that the bundle shares
 * nothing with it and never waits for another file. A folder that has some has a `later.js` with their doors.
 */

/**
 * @template M
 * @typedef {{ now: M | undefined, load: () => Promise<M> }} Later `now` is what has been fetched
 */

/**
 * @template M
 * @param {() => Promise<M>} fetch
 * @returns {Later<M>}
 */
export function later(fetch) {
  /** @type {Later<M>} */
  const part = { now: undefined, load: async () => (part.now ??= await fetch()) };
  return part;
}

export const ABOUT = later(() => import('./card-about.later.js'));
export const LANDSCAPE_WORDS = later(() => import('./landscape-words.later.js'));
