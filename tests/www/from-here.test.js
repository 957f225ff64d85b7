// A change from here on: a marker at the step where the hand took hold, and the run before stays as it was.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { desk, drag } from './desk.js';

test('one answer says which step a change of α acts from', () => {
  const { session } = desk({ steps: '100', schedule: '22:learning-rate=0.01' });
  session.seek(30);
  assert.equal(session.actsFrom, -1, 'the switch is off');
  session.setFromHere(true);
  assert.equal(session.actsFrom, 30);
  session.begin();
  session.program(() => session.seek(80));
  assert.equal(session.actsFrom, 30, 'fixed when the hand takes hold');
  session.end();
  assert.equal(session.actsFrom, 80);
  session.seek(100);
  assert.equal(session.actsFrom, -1, 'no update follows the last step');
  session.adjust('learning-rate', 0.5);
  assert.deepEqual([session.scene.learningRate, session.scene.schedule], [0.5, '22:learning-rate=0.01']);
  session.seek(0);
  session.adjust('learning-rate', 0.25);
  assert.deepEqual([session.scene.learningRate, session.scene.schedule], [0.25, '22:learning-rate=0.01']);
});

test('nothing acts from here on in another Scene, nor after reset', () => {
  const { session } = desk({ steps: '100' });
  for (const change of [() => session.reset(), () => session.setScene({ steps: 80 }), () => session.open('v=1&steps=70')]) {
    session.seek(30);
    session.setFromHere(true);
    change();
    assert.equal(session.fromHere, false);
  }
});

test('from here on the change is one marker at the step where the drag began', () => {
  const { session } = desk({ steps: '100', 'learning-rate': '0.05' });
  session.seek(30);
  session.setFromHere(true);
  drag(session, 'learning-rate', 0.005);
  assert.equal(session.scene.learningRate, 0.05);
  assert.equal(session.scene.schedule, '30:learning-rate=0.005');
  drag(session, 'learning-rate', 0);
  assert.equal(session.scene.schedule, '30:learning-rate=0', 'the second gesture at a step replaces the first');
  drag(session, 'momentum', 0.5);
  assert.equal(session.scene.schedule, '30:learning-rate=0,momentum=0.5');
  session.undo();
  session.undo();
  assert.equal(session.scene.schedule, '30:learning-rate=0.005');
  session.undo();
  assert.equal(session.scene.schedule, '');
});

test('from here on pauses play and keeps the step, though the playhead stood between two', () => {
  const { session } = desk({ steps: '100' });
  session.setSpeed(100);
  session.setFromHere(true);
  session.play();
  session.advance(0.0999);
  session.advance(0.0999);
  session.begin();
  assert.equal(session.playing, false);
  assert.equal(session.step, 19);
  session.adjust('momentum', 0.3);
  session.seek(60);
  session.adjust('momentum', 0.4);
  session.end();
  assert.equal(session.scene.schedule, '19:momentum=0.4');
});

test('from here on at step 0 edits the base value', () => {
  const { session } = desk();
  session.seek(0);
  session.setFromHere(true);
  drag(session, 'momentum', 0.25);
  assert.equal(session.scene.momentum, 0.25);
  assert.equal(session.scene.schedule, '');
});

test('from here on is off at the last step and says why', () => {
  const { session } = desk();
  session.seek(session.steps);
  session.setFromHere(true);
  assert.match(session.whyNotHere, /last step/);
  drag(session, 'momentum', 0.25);
  assert.equal(session.scene.momentum, 0.25);
  session.seek(session.steps - 1);
  assert.equal(session.whyNotHere, '');
});

test('numbers that must come out: the learning rate dropped to a tenth after step 10 parts trace and heavy ball', () => {
  const { session } = desk({ surface: 'quadratic', start: '3.5,3.5', 'learning-rate': '0.05', momentum: '0.9', steps: '100', rules: 'heavy-ball trace' });
  session.seek(10);
  session.setFromHere(true);
  drag(session, 'learning-rate', 0.005);
  const [heavyBall, trace] = [0, 1].map((index) => session.playground.trajectory(index).points);
  /** @param {Float64Array} points */
  const at14 = (points) => [...points.slice(28, 30)].map((number) => number.toFixed(2));
  assert.deepEqual(at14(trace), ['-1.16', '0.70']);
  assert.deepEqual(at14(heavyBall), ['-2.22', '5.76']);
});
