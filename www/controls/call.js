// The one grammar for things with parameters, `name(key=value,...)`, as far as controls write it. wasm judges it.

/**
 * @typedef {object} Call
 * @property {string} name
 * @property {Record<string, string>} keys
 */

/**
 * @param {string} text as the Scene gives it, so it is legal
 * @returns {Call}
 */
export function parse(text) {
  const [name, inside = ''] = text.replace(/\)\s*$/, '').split('(');
  const pairs = inside.split(',').filter((pair) => pair.includes('='));
  return { name: name.trim(), keys: Object.fromEntries(pairs.map((pair) => pair.split('=').map((part) => part.trim()))) };
}

/**
 * @param {Call} call
 * @returns {string}
 */
export function format({ name, keys }) {
  const pairs = Object.entries(keys).map(([key, value]) => `${key}=${value}`);
  return pairs.length ? `${name}(${pairs.join(',')})` : name;
}

/** Whether it has one of the grammar's own signs, which would end a value early. @param {string} text */
export function breaksCall(text) {
  return /[(),=;\s]/.test(text);
}
