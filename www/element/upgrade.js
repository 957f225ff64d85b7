// What a page did with an element before its class was there.

import { attempt } from '../state/emitter.js';

/**
 * What was set on an element before its class was known counts then, and hides nothing of the class.
 * @param {HTMLElement} element
 * @param {object} members the prototype of its class
 */
export function upgrade(element, members) {
  for (const name of Object.keys(element)) {
    const known = Object.getOwnPropertyDescriptor(members, name);
    if (!known) continue;
    const value = Reflect.get(element, name);
    Reflect.deleteProperty(element, name);
    attempt(() => known.set?.call(element, value));
  }
}
