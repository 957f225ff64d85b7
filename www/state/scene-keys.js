// The Scene's keys in their two spellings: in kebab case as attributes and in links, in camel case as its properties; and
// which of them differ.

/** @import { Catalogue, Engine, Playground, Scene } from '../types.js' */

/**
 * The attributes that speak of the Scene: its keys, and the version they were written for.
 * @param {Pick<Engine, 'keys'>} engine
 */
export function sceneKeys({ keys }) {
  return ['version', ...keys.map(({ name }) => name)];
}

/** @param {Pick<Engine, 'keys'>} engine @param {string} key in either spelling */
export function propertyOf({ keys }, key) {
  return keys.find(({ name }) => name === key)?.property ?? key;
}

/** @param {Pick<Engine, 'keys'>} engine @param {string} key in either spelling */
export function nameOf({ keys }, key) {
  return keys.find(({ property }) => property === key)?.name ?? key;
}

/**
 * Whether these bring a surface of another family and no start on it. One that is not legal is the default one.
 * @param {{ playground: Playground, catalogue: Catalogue }} state
 * @param {Record<string, unknown>} entries
 */
export function bringsOtherFamily({ playground, catalogue }, entries) {
  const { surface, start } = entries;
  if (!('surface' in entries) || start !== undefined) return false;
  const legal = surface !== undefined && playground.check({ surface }).length === 0;
  const name = legal ? String(surface).split('(')[0].trim() : catalogue.surfaces[0].name;
  return name !== playground.surface().name;
}

/**
 * @param {Scene} before
 * @param {Scene} after
 * @returns {string[]} the keys whose values are not the same
 */
export function differing(before, after) {
  const keys = /** @type {(keyof Scene)[]} */ (Object.keys(after));
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}
