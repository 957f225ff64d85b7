// Which rules run: adding one and taking it away, for the chips and for the picker.

import { parse } from './call.js';

/** @import { Session } from '../state/session.js' */

const LAST = 'One form has to stay: switch another on first.';

/** @param {Session} session */
export function full({ scene, catalogue }) {
  return scene.rules.length >= catalogue.rulesLimit;
}

/** What is said where no more runs have room. @param {Session} session */
export function most({ catalogue }) {
  return `${catalogue.rulesLimit} runs are the most: take one away to add another.`;
}

/**
 * Takes all runs of a rule away, or adds one where the catalogue has it.
 * @param {Session} session
 * @param {string} name
 * @returns {string} why nothing changed, or nothing
 */
export function toggle(session, name) {
  const { rules } = session.scene;
  const left = rules.filter((text) => parse(text).name !== name);
  if (left.length === 0) return LAST;
  if (left.length === rules.length && full(session)) return most(session);
  const next = left.length < rules.length ? left : added(session, name);
  const problems = session.edit({ rules: next }, { push: true });
  return problems.map(({ message }) => message).join(' ');
}

/** @param {Session} session @param {string} name */
function added({ scene: { rules }, catalogue }, name) {
  const order = catalogue.rules.map((card) => card.name);
  const place = rules.findIndex((text) => order.indexOf(parse(text).name) > order.indexOf(name));
  return place < 0 ? [...rules, name] : [...rules.slice(0, place), name, ...rules.slice(place)];
}
