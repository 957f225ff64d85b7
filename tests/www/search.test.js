import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rank } from '../../www/controls/search.js';
import { engine } from './desk.js';

/** @import { RuleCard } from '../../www/types.js' */

const { rules } = engine.catalogue;

/** The names that answer, the best first. @param {string} query @param {RuleCard[]} [cards] */
const answers = (query, cards = rules) =>
  cards.map((card) => ({ name: card.name, at: rank(card, query) })).filter(({ at }) => at < Infinity).toSorted((a, b) => a.at - b.at).map(({ name }) => name);

test('nothing asked is answered by all, in their order', () => {
  assert.deepEqual(answers('  '), rules.map(({ name }) => name));
});

test('who is called so comes before who only speaks of it', () => {
  const [first, ...others] = answers('Adam');
  assert.equal(first, 'adam');
  assert.ok(others.includes('ema'), "its card says: Adam's first moment");
});

test('case, accents, hyphens and spaces do not matter', () => {
  for (const query of ['heavy ball', 'HEAVY-BALL', 'heavyball', 'Héavy  bäll']) assert.equal(answers(query)[0], 'heavy-ball', query);
  assert.equal(answers('rms prop')[0], 'rmsprop');
});

test('an apostrophe is that of the keyboard or of print', () => {
  for (const query of ["adam's first moment", 'Adam’s first moment']) assert.ok(answers(query).includes('ema'), query);
});

test('a library, its call, a family and words of the sentence find a rule', () => {
  const { sentence } = /** @type {RuleCard} */ (rules.find(({ name }) => name === 'trace'));
  const words = sentence.split(' ').slice(2, 5).reverse().join(' ');
  for (const query of ['mlx', 'torch.optim.sgd', 'momentum pytorch', words]) assert.ok(answers(query).includes('trace'), query);
  assert.ok(!answers('keras mlx').includes('heavy-ball'), 'all words have to be there');
});

test('a family that is called so comes before who only has the word in its name', () => {
  const found = answers('momentum');
  assert.deepEqual(found.slice(0, 4), ['ema', 'ema-debiased', 'heavy-ball', 'trace']);
  assert.ok(found.indexOf('nesterov-trace') < found.indexOf('rmsprop-momentum'));
  assert.ok(found.indexOf('trace') < found.indexOf('gradient-descent'), 'which is of the family and has none');
});

test('a word that is a name comes before who only is like it, whatever library stands beside', () => {
  for (const query of ['pytorch adamw', 'adamw pytorch', 'AdamW torch', 'optax adamw']) assert.equal(answers(query)[0], 'adamw', query);
  assert.equal(answers('torch adam')[0], 'adam');
});

test('a library that has a call for many is asked for the one that it is known for', () => {
  for (const query of ['torch sgd', 'torch sgd momentum', 'optax sgd', 'torch.optim.SGD', 'optax.sgd']) assert.equal(answers(query)[0], 'trace', query);
  for (const query of ['keras sgd', 'keras momentum', 'keras.optimizers.SGD']) assert.equal(answers(query)[0], 'heavy-ball', query);
  assert.ok(answers('torch.optim.SGD').includes('gradient-descent'));
});

test('the names of the literature find a rule', () => {
  for (const query of ['sgd', 'SGD', 'gd', 'stochastic gradient descent']) assert.equal(answers(query)[0], 'gradient-descent', query);
  assert.equal(answers('exponential moving average')[0], 'ema');
  assert.equal(answers('nesterov accelerated gradient')[0], 'nesterov');
  assert.equal(answers('decoupled weight decay')[0], 'adamw');
  assert.ok(answers('β₂').includes('adamw'), 'a symbol');
  assert.equal(answers('NAG')[0], 'nesterov');
  assert.equal(answers('classical momentum')[0], 'heavy-ball');
});

test('what a short name stands for finds the rule, with a hyphen or without', () => {
  for (const [query, name] of [
    ['resilient backpropagation', 'rprop'], ['coin betting', 'cocob'], ['follow the regularized leader', 'ftrl'],
    ['dual averaging', 'madgrad'], ['layer-wise', 'lars'], ['layerwise', 'lars'], ['layer-wise', 'lamb'],
    ['distance over gradients', 'dog'], ['asynchronous', 'acprop'], ['warmup', 'schedule-free-adamw'],
  ]) assert.ok(answers(query).includes(name), query);
});

test('small words and the endings of others do not count', () => {
  const found = answers('SGD with momentum');
  for (const name of ['heavy-ball', 'trace', 'nesterov-trace']) assert.ok(found.includes(name), name);
  assert.deepEqual(answers('momentum SGD'), found);
  assert.equal(answers('bias correction')[0], 'ema-debiased');
});

test('hyperparameters, conventions and authors find a rule, after what is said of it', () => {
  assert.equal(answers('centered')[0], 'rmsprop');
  const decaying = answers('weight decay');
  const place = (/** @type {string} */ name) => decaying.indexOf(name);
  assert.ok(place('adamw') >= 0 && place('adamw') < place('heavy-ball'), "AdamW's sentence speaks of it, heavy ball has it");
  assert.ok(answers('Sutskever').includes('heavy-ball'));
});

test('a call may be pasted with its arguments', () => {
  for (const query of ['adam(lr=0.1)', 'torch.optim.Adam(params, lr=0.1)', 'tf.keras.optimizers.Adam(0.1)', 'optax.adam']) assert.equal(answers(query)[0], 'adam', query);
});

test('what nobody says is answered by none', () => {
  assert.deepEqual(answers('<b>moon</b>'), []);
  assert.deepEqual(answers('---'), []);
});
