// Undo and redo over whole Scenes; numbers stand for them here.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { History } from '../../www/state/history.js';

/** @param {number} number @returns {any} */
const scene = (number) => number;

test('a change after an undo ends what could be redone', () => {
  const history = new History();
  history.record(scene(1));
  history.record(scene(2));
  assert.equal(history.undo(scene(3)), 2);
  assert.equal(history.redo(scene(2)), 3);
  assert.equal(history.undo(scene(3)), 2);
  history.record(scene(2));
  assert.equal(history.canRedo, false);
  assert.equal(history.redo(scene(9)), undefined);
  assert.equal(history.undo(scene(9)), 2);
  assert.equal(history.undo(scene(2)), 1);
  assert.equal(history.undo(scene(1)), undefined);
  assert.equal(history.canRedo, true);
});

test('changes with one tag are one entry until another comes between', () => {
  const history = new History();
  history.record(scene(1), 'momentum');
  history.record(scene(2), 'momentum');
  history.record(scene(3));
  history.record(scene(4), 'momentum');
  assert.deepEqual([history.undo(scene(5)), history.undo(scene(4)), history.undo(scene(3))], [4, 3, 1]);
  assert.equal(history.canUndo, false);
});

test('the oldest entries are forgotten', () => {
  const history = new History();
  for (let number = 0; number < 1000; number += 1) history.record(scene(number));
  let undone = 0;
  let last;
  while (history.canUndo) {
    last = history.undo(scene(0));
    undone += 1;
  }
  assert.equal(undone, 200);
  assert.equal(last, 800);
});
