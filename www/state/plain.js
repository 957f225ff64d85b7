// What a host hands over, read once and at once, and as a sentence can show it.

/** A Scene, a list in it, and what is in that, for the sentence that shows it. */
const LEVELS = 3;

/** What has more in it is never legal, as a Scene or as a list: the first of it say so. */
const MOST = 64;

/** Of what is not legal a sentence shows no more. */
const SHOWN = 30;

/**
 * A copy without anything of the host's that could still run: its getters run now and throw at who wrote them, not
 * later inside wasm, which they would leave locked for good. What lies deeper than a list is never legal in a Scene:
 * enough of it is left to say so.
 * @template T
 * @param {T} value
 */
export function plain(value) {
  return /** @type {T} */ (copy(value, LEVELS));
}

/** @param {unknown} value @param {number} levels @returns {unknown} */
function copy(value, levels) {
  if (typeof value === 'function' || typeof value === 'symbol') return Object.prototype.toString.call(value);
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return '…';
  const most = levels === 1 ? SHOWN : MOST;
  const inner = (/** @type {unknown} */ each) => copy(each, levels - 1);
  // A figure gives its own numbers in typed arrays.
  const isTyped = ArrayBuffer.isView(value) && 'length' in value;
  if (isTyped || Array.isArray(value)) return Array.from(/** @type {any} */ (value).slice(0, most), inner);
  // A Map, a Date or a node keeps what it holds elsewhere: it is named, not taken for an empty Scene.
  const kind = Object.prototype.toString.call(value);
  if (kind !== '[object Object]') return kind;
  const keys = Object.keys(value).slice(0, most);
  const entries = keys.map((key) => [key, inner(/** @type {Record<string, unknown>} */ (value)[key])]);
  // What is undefined is not there, as in JSON.
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}

/**
 * @param {unknown} value anything at all
 * @returns {string} as a sentence can show it
 */
export function shown(value) {
  let text;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    // A bigint or a cycle.
    text = Object.prototype.toString.call(value);
  }
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
