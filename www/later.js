// What a page does not open with: modules that are fetched when a reader asks for what they show. Their names end in
// `.later.js`; in a release each of them is a file beside the bundle with all it needs inside, so that the bundle shares
// nothing with it and never waits for another file. A folder that has some has a `later.js` with their doors.

/**
 * @template M
 * @typedef {{ now: M | undefined, load: () => Promise<M> }} Later `now` is what has been fetched
 */

/**
 * The door to a module. Where it did not load, the next one who asks gets another try, by an address that differs:
 * browsers remember that an address failed, and do not ask for it again.
 * @template M
 * @param {string} from the address of the script that knows the door
 * @param {string} name beside that script
 * @param {keyof M & string} wanted that it is asked for: a file that was cut, or is of another version, may lack it
 * @returns {Later<M>}
 */
export function later(from, name, wanted) {
  const address = new URL(name, from).href;
  let failures = 0;
  /** @type {Later<M>} */
  const part = {
    now: undefined,
    async load() {
      try {
        /** @type {M} */
        const module = part.now ?? (await import(failures === 0 ? address : `${address}?${failures}`));
        if (!module[wanted]) throw new Error(`${name} has no ${wanted}`);
        return (part.now = module);
      } catch (cause) {
        failures += 1;
        throw cause;
      }
    },
  };
  return part;
}

/** @type {Later<typeof import('./whole.later.js')>} */
export const WHOLE = later(import.meta.url, './whole.later.js', 'Playground');
