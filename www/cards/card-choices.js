// The named conventions of a run: where libraries that mean the same optimizer write it down differently.

import { make, say, spoken } from '../dom.js';
import { parse } from '../controls/call.js';

/** @import { Choice, RuleCard, RuleRun } from '../types.js' */

/**
 * A select for each convention of a rule, with what the option in force means.
 * @param {RuleCard} card
 * @param {RuleRun} run
 * @param {(key: string, option: string) => string} write takes an option, the default as ''; returns what is wrong with it
 * @param {HTMLElement} problem where that is said
 * @returns {HTMLElement[]}
 */
export function choices(card, run, write, problem) {
  if (card.choices.length === 0) return [];
  return [
    make('p', {}, make('b', {}, 'Conventions'), ', where libraries differ:'),
    make('div', { class: 'choices' }, ...card.choices.map((choice) => row(choice, card, run, write, problem))),
  ];
}

/** @param {Choice} choice @param {RuleCard} card @param {RuleRun} run @param {(key: string, option: string) => string} write @param {HTMLElement} problem */
function row(choice, card, run, write, problem) {
  const { key, meaning, options } = choice;
  const name = spoken(key);
  const chosen = parse(run.text).keys[key] ?? choice.default;
  const idle = idleField(choice, card, run);
  const select = make(
    'select',
    { 'data-key': key, 'aria-label': `${name} of this run: ${meaning}`, disabled: idle !== undefined },
    ...options.map((option) => make('option', { value: option.name, selected: option.name === chosen }, option.name)),
  );
  select.addEventListener('change', () => {
    say(problem, write(key, select.value === choice.default ? '' : select.value));
  });
  // Of yes and no there is nothing more to say.
  const plain = options.some((option) => option.name === 'yes');
  const said = plain ? '' : (options.find((option) => option.name === chosen)?.meaning ?? '');
  const note = idle ? `Nothing to choose while the ${spoken(idle.key)} ${idle.symbol} is 0.` : said;
  return make('label', {}, make('span', {}, `${name}: `, make('span', { class: 'meaning' }, meaning)), select, make('span', { class: 'note' }, note));
}

/**
 * The field that makes a convention idle, because it is 0 in this run.
 * @param {Choice} choice
 * @param {RuleCard} card
 * @param {RuleRun} run
 */
export function idleField({ idleAtZero }, card, run) {
  const field = card.fields.find((one) => one.key === idleAtZero);
  return field && isZero(field.key, card, run) ? field : undefined;
}

/**
 * Whether a field of the rule's own is 0 in this run.
 * @param {string} key
 * @param {RuleCard} card
 * @param {RuleRun} run
 */
export function isZero(key, card, run) {
  const field = card.fields.find((one) => one.key === key);
  return field !== undefined && Number(parse(run.text).keys[key] ?? field.default) === 0;
}

/**
 * Whose convention a run follows: "as in PyTorch and optax"; nothing where no library has the rule.
 * @param {RuleCard} card
 * @param {RuleRun} run
 */
export function asIn(card, { libraries }) {
  if (card.calls.length === 0) return '';
  if (libraries.length === 0) return 'as no library has it';
  const last = libraries.at(-1);
  return `as in ${libraries.length > 1 ? `${libraries.slice(0, -1).join(', ')} and ${last}` : last}`;
}
