// How well a rule answers a search.

/** @import { RuleCard } from '../types.js' */

/** Lower case without accents, with the keyboard's apostrophe. @param {string} text */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();

/** Nothing but letters and digits: "rms prop" is RMSProp. @param {string} text */
const bare = (text) => text.replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The order of an answer: 0 where the rule is called so, then where its name begins so, has it, or where anything else
 * that is said of it has all words; Infinity where it is none.
 *
 * @param {RuleCard} card
 * @param {string} query
 * @returns {number}
 */
export function rank({ name, title, family, usedBy, sentence, calls }, query) {
  const asked = plain(query).trim();
  if (asked === '') return 0;
  const names = [name, title].map(plain);
  const short = bare(asked);
  if (short !== '') {
    if (names.some((each) => bare(each) === short)) return 0;
    if (names.some((each) => bare(each).startsWith(short))) return 1;
    if (names.some((each) => bare(each).includes(short))) return 2;
  }
  const all = plain([...names, family, usedBy, sentence, ...calls].join(' '));
  return asked.split(/\s+/).every((word) => all.includes(word)) ? 3 : Infinity;
}
