// Undo and redo over whole Scenes; numbers stand for them here, and for how they were seen.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { History } from '../../www/state/history.js';

/** @param {number} scene @param {number} [seen] @returns {any} */
const entry = (scene, seen) => (seen === undefined ? { scene } : { scene, seen });

test('a change after an undo ends what could be redone', () => {
  const history = new History();
  history.record(entry(1));
  history.record(entry(2));
  assert.equal(history.undo(entry(3, 0))?.scene, 2);
  assert.equal(history.redo(entry(2, 0))?.scene, 3);
  assert.equal(history.undo(entry(3, 0))?.scene, 2);
  history.record(entry(2));
  assert.equal(history.canRedo, false);
  assert.equal(history.redo(entry(9, 0))?.scene, undefined);
  assert.equal(history.undo(entry(9, 0))?.scene, 2);
  assert.equal(history.undo(entry(2, 0))?.scene, 1);
  assert.equal(history.undo(entry(1, 0))?.scene, undefined);
  assert.equal(history.canRedo, true);
});

test('changes with one tag are one entry until another comes between', () => {
  const history = new History();
  history.record(entry(1), 'momentum');
  history.record(entry(2), 'momentum');
  history.record(entry(3));
  history.record(entry(4), 'momentum');
  assert.deepEqual([history.undo(entry(5, 0))?.scene, history.undo(entry(4, 0))?.scene, history.undo(entry(3, 0))?.scene], [4, 3, 1]);
  assert.equal(history.canUndo, false);
});

test('what comes back to where it began under one tag leaves no entry', () => {
  /** @param {number} momentum @returns {any} */
  const scene = (momentum) => ({ momentum });
  const history = new History();
  history.record({ scene: scene(1) });
  for (const [before, after] of [[0.9, 0.5], [0.5, 0.7], [0.7, 0.9]]) history.record({ scene: scene(before) }, 'momentum', scene(after));
  assert.deepEqual(history.undo({ scene: scene(0.9) })?.scene, scene(1));
  assert.equal(history.canUndo, false);
  history.redo({ scene: scene(1) });
  for (const [before, after] of [[0.9, 0.5], [0.5, 0.9], [0.9, 0.6]]) history.record({ scene: scene(before) }, 'momentum', scene(after));
  assert.deepEqual(history.undo({ scene: scene(0.6) })?.scene, scene(0.9), 'what it does then is another entry');
});

test('the oldest entries are forgotten', () => {
  const history = new History();
  for (let number = 0; number < 1000; number += 1) history.record(entry(number));
  let undone = 0;
  let last;
  while (history.canUndo) {
    last = history.undo(entry(0, 0))?.scene;
    undone += 1;
  }
  assert.equal(undone, 200);
  assert.equal(last, 800);
});

test('how a Scene was seen comes back with it, both ways, where the change took that as well, and that it was a landmark', () => {
  const history = new History();
  const first = { ...entry(1, 10), landmark: true };
  const second = { ...entry(2), landmark: false };
  history.record(first);
  history.record(second);
  assert.deepEqual(history.undo(entry(3, 30)), second);
  assert.deepEqual(history.undo(entry(2, 20)), first);
  assert.deepEqual(history.redo(entry(1, 11)), { ...entry(2, 20), landmark: true });
  assert.deepEqual(history.redo(entry(2, 21)), { ...entry(3), landmark: false });
});
