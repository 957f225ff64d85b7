// What is told of the runs at a step, over the real wasm module.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Playground } from './wasm.js';

/** @param {string} link @param {number} step */
function read(link, step) {
  const playground = new Playground();
  playground.open(`v=1&${link}`);
  return playground.readChart(step);
}

test('of a run that is over at a step its end is told and no loss', () => {
  const lost = 'rules=heavy-ball+gradient-descent&learning-rate=100&steps=1000';
  assert.match(read(lost, 46), /^step 46 {2}loss − f\*: Heavy ball \d\S+ {2}Gradient descent \d\S+$/);
  const over = 'loss − f*: Heavy ball overflowed at step 47  Gradient descent overflowed at step 47';
  assert.equal(read(lost, 47), `step 47  ${over}`);
  assert.equal(read(lost, 905), `step 905  ${over}`);
});

test('runs of one rule are told apart', () => {
  const rules = 'rules=heavy-ball+heavy-ball(learning-rate=0.001)+heavy-ball';
  assert.match(read(`surface=himmelblau&${rules}&learning-rate=0.00148`, 9), /: Heavy ball 1 \S+ {2}Heavy ball, α 0\.001 \S+ {2}Heavy ball 2 \S+$/);
  const playground = new Playground();
  playground.open(`v=1&${rules}`);
  const titles = playground.rules().map((/** @type {{ title: string }} */ run) => run.title);
  assert.deepEqual(titles, ['Heavy ball 1', 'Heavy ball', 'Heavy ball 2']);
});
