// A hand's gestures: one undo entry each, of a slider or of a point on a map, told once a frame.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { desk, drag, heard } from './desk.js';

test('many moves of one gesture are one undo entry and one event', () => {
  const { session, frame } = desk({ momentum: '0.5' });
  const changes = heard(session, 'scene');
  drag(session, 'momentum', 0.9);
  assert.equal(changes.length, 0, 'nothing is told before the frame');
  frame();
  assert.equal(changes.length, 1);
  assert.deepEqual([...changes[0].keys], ['momentum']);
  assert.equal(changes[0].source, 'user');
  assert.equal(session.scene.momentum, 0.9);
  session.undo();
  assert.equal(session.scene.momentum, 0.5);
  assert.equal(session.canUndo, false);
  session.redo();
  assert.equal(session.scene.momentum, 0.9);
});

test('a point of a map is both numbers at once, for the runs that they belong to, and one undo entry', () => {
  const { session, frame } = desk({ rules: 'heavy-ball ema(learning-rate=0.3)', momentum: '0.5' });
  const changes = heard(session, 'scene');
  session.playground.beginMaps(Uint32Array.of(0, 1), 300, 300, 16, -1);
  const before = session.scene;
  session.begin();
  for (const share of [0.5, 1]) session.place(0, 0.02 * share, 0.8 * share);
  session.end();
  frame();
  assert.deepEqual([session.scene.learningRate, session.scene.momentum], [0.02, 0.8]);
  assert.deepEqual([...changes[0].keys].toSorted(), ['learningRate', 'momentum']);
  session.place(1, 0.4, 0.7);
  frame();
  assert.deepEqual(session.scene.rules, ['heavy-ball', 'ema(learning-rate=0.4)'], 'what stands in brackets stays there');
  assert.equal(session.scene.momentum, 0.7);
  assert.deepEqual([...changes[1].keys].toSorted(), ['momentum', 'rules']);
  session.undo();
  session.undo();
  assert.deepEqual(session.scene, before);
  assert.equal(session.canUndo, false);
});

test('a point of a map acts from where its plane says', () => {
  const { session } = desk({ rules: 'heavy-ball', steps: '50' });
  const { learningRate, momentum } = session.scene;
  session.playground.beginMaps(Uint32Array.of(0), 300, 300, 16, 20);
  session.place(0, 0.02, 0.8);
  assert.equal(session.scene.schedule, '20:learning-rate=0.02,momentum=0.8');
  assert.deepEqual([session.scene.learningRate, session.scene.momentum], [learningRate, momentum]);
});

test('the Scene that is told while dragging is the Scene in wasm', () => {
  const { session } = desk({ schedule: '30:momentum=0.5' });
  session.begin();
  for (const [key, value] of /** @type {const} */ ([['momentum', 0], ['learning-rate', 1e-7], ['momentum', 1.25]])) {
    session.adjust(key, value);
    assert.deepEqual(session.scene, session.playground.scene());
  }
  session.setFromHere(true);
  session.seek(12);
  session.end();
  session.adjust('momentum', 0.75);
  assert.deepEqual(session.scene, session.playground.scene());
  assert.match(session.scene.schedule, /^12:momentum=0.75/);
});

test('a gesture that changes nothing leaves no undo entry', () => {
  const { session } = desk({ momentum: '0.5' });
  drag(session, 'momentum', 0.5);
  session.begin();
  session.end();
  session.end();
  assert.equal(session.canUndo, false);
});
