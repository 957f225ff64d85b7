/** What a host hands over, read once and at once. */

/**
 * A copy without anything of the host's that could still run: its getters run now and throw at who wrote them, not
 * later inside wasm, which they would leave locked for good. What lies deeper than a list is never legal in a Scene;
 * it stays an object, and so a problem.
 * @template T
 * @param {T} value
 * @returns {T}
 */
export function plain(value) {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return /** @type {T} */ (list(value));
  const entries = Object.entries(value).map(([key, each]) => [key, Array.isArray(each) ? list(each) : leaf(each)]);
  return /** @type {T} */ (Object.fromEntries(entries));
}

/** @param {unknown[]} values */
function list(values) {
  return Array.from(values, leaf);
}

/** @param {unknown} value */
function leaf(value) {
  if (!isObject(value)) return value;
  return Array.isArray(value) ? [] : {};
}

/** @param {unknown} value @returns {value is object} */
function isObject(value) {
  return typeof value === 'object' && value !== null;
}
