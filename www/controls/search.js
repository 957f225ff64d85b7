// How well a rule answers a search.

/** @import { RuleCard } from '../types.js' */

/** Lower case without accents, with the keyboard's apostrophe. @param {string} text */
const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();

/** Nothing but letters and digits: "rms prop" is RMSProp. @param {string} text */
const bare = (text) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** @param {string} name */
const initials = (name) => name.split(/[^\p{L}]+/u).map(([first]) => first).join('');

/** Words that say nothing of a rule, or that no card says. */
const SMALL = new Set(['a', 'accelerated', 'and', 'by', 'exponential', 'for', 'in', 'moving', 'of', 'stochastic', 'the', 'with']);

/** The words that are asked for, without their endings: "correction" is "corrected". @param {string} asked */
const stems = (asked) => {
  const words = asked.split(/\s+/);
  const large = words.filter((word) => !SMALL.has(word));
  return (large.length > 0 ? large : words).map((word) => word.replace(/(?<=.{5})(ion|ed|ing|s)$/, ''));
};

/**
 * The order of an answer: 0 where the rule is called so, then where its name begins so or has these initials, or a
 * library's call or its family with that number is called so, where its name has it, or a word is its name, where what is
 * said of it has all words, or where they are found only with its hyperparameters, conventions and source; Infinity where
 * it is none.
 * @param {RuleCard} card
 * @param {string} query
 * @returns {number}
 */
export function rank({ name, title, family, usedBy, sentence, calls, fields, choices, source }, query) {
  // A call that was pasted has its library before it and its arguments behind it.
  const asked = folded(query).trim().replace(/(?<=\w)\(.*$/s, '').replace(/^(?:tf\.)?(torch|keras|optax)\.(\w+\.)*/, '$1 ');
  if (asked === '') return 0;
  const names = [name, title].map(folded);
  const short = bare(asked);
  if (short !== '') {
    if (names.some((each) => bare(each) === short)) return 0;
    if (names.some((each) => bare(each).startsWith(short) || initials(each) === short)) return 1;
    if (calls.some((call) => folded(call).replace(/\(.*/, '').endsWith(`.${short}`))) return 1;
    if (bare(folded(family)) === short) return fields.some(({ key }) => bare(key) === short) ? 1 : 2;
    if (names.some((each) => bare(each).includes(short))) return 2;
  }
  // Whose a rule is says who uses it: gradient descent has every library's call, too.
  const said = [...names, family, usedBy, sentence, ...calls.map((call) => call.replace(/^\w+\./, ''))];
  const known = [...fields, ...fields.map(({ symbol, meaning }) => ({ key: symbol, meaning })), ...choices, ...choices.flatMap(({ options }) => options.map((each) => ({ key: each.name, meaning: each.meaning })))];
  const all = [...said, ...calls, source, ...known.flatMap(({ key, meaning }) => [key, meaning])];
  const has = (/** @type {string[]} */ texts) => {
    const text = folded(texts.join(' ')).replaceAll('-', '');
    return stems(asked).every((word) => text.includes(word.replaceAll('-', '') || word));
  };
  if (!has(all)) return Infinity;
  if (asked.split(/\s+/).some((word) => names.some((each) => bare(each) === bare(word)))) return 2;
  return has(said) ? 3 : 4;
}
