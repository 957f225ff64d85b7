// What stands in a form's disclosure: what there is to say about it, and the numbers of its own that a run may take.

import { choices } from './card-choices.js';
import { breaksCall, format, parse } from '../controls/call.js';
import { NumberBox, change, numberInput } from '../controls/number-box.js';
import { full, most } from '../controls/runs.js';
import { make, spoken } from '../dom.js';
import { RULES } from '../wasm/words.js';

/** @import { Session } from '../state/session.js' */
/** @import { Parameter, RuleCard, RuleRun } from '../types.js' */

/**
 * Sentence, source, convention, units and fields. They live as long as their card.
 * @param {Session} session
 * @param {RuleCard} card
 * @param {RuleRun} run
 * @param {() => number} index among the Scene's rules, which may be others by then
 */
export function content(session, card, run, index) {
  const words = RULES[card.name] ?? card;
  const memories = card.memories.map(({ name, units }) => `${spoken(name)}, in ${units}`).join('; ');
  const rows = /** @type {[string, string][]} */ ([
    ['Memory', memories || 'none'],
    ['Stable', words.limit && `on a quadratic of curvature λ for 0 < α λ < ${words.limit}`],
    ['Convention', words.convention],
    ['Matched', words.matchedWhy],
  ]);
  const paragraphs = rows.filter(([, text]) => text).map(([word, text]) => make('p', {}, make('b', {}, `${word}: `), text));
  return [
    make('p', {}, card.sentence),
    ...paragraphs,
    make('p', {}, make('b', {}, 'Source: '), make('a', { href: words.link, rel: 'noopener', target: '_blank' }, words.source)),
    ...fields(session, card, run, index),
  ];
}

/** @param {Session} session @param {RuleCard} card @param {RuleRun} run @param {() => number} index */
function fields(session, card, run, index) {
  const own = parse(run.text).keys;
  const problem = make('p', { class: 'problem', role: 'alert' });
  /** The rules with this run's keys changed. @param {Record<string, string>} keys */
  const rules = (keys) => session.scene.rules.map((text, i) => (i === index() ? format({ name: run.name, keys }) : text));
  /** Another value of one key, the default as ''. @param {string} key @param {string} text */
  const put = (key, text) => {
    const keys = { ...own, [key]: text };
    if (text === '') delete keys[key];
    return change(session, { rules: rules(keys) }, { push: true });
  };
  /** @param {Parameter & { shared: boolean }} field */
  const row = (field) => {
    const { key, symbol, meaning, units, shared, default: preset } = field;
    const input = numberInput(field, {
      'data-key': key, placeholder: shared ? 'shared' : String(preset), 'aria-label': `${spoken(key)} of this run`,
    });
    const write = (/** @type {string} */ text) => {
      if (breaksCall(text)) return `${key}: expected a number, got "${text}"`;
      return put(key, text);
    };
    new NumberBox(input, problem, write, new AbortController().signal).show(own[key] ?? '');
    const note = `${meaning}${units === '1' ? '' : `, ${units}`}`;
    return make('label', {}, make('span', { class: 'symbol' }, symbol), input, make('span', {}, note));
  };
  const more = make('button', { type: 'button' }, 'add it once more, for other numbers');
  more.addEventListener('click', () => {
    const list = session.scene.rules;
    problem.textContent = full(session) ? most(session) : change(session, { rules: [...list.slice(0, index() + 1), ...list.slice(index())] }, { push: true });
  });
  return [
    make('p', {}, make('b', {}, 'Numbers of this run'), '; where a box is empty, the grey one holds:'),
    make('div', { class: 'fields' }, ...card.fields.map(row)),
    ...choices(card, run, put, problem),
    problem,
    make('div', { class: 'row' }, more),
  ];
}
