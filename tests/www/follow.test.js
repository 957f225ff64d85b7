// What a session does when its element's attributes change.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { desk, drag, wishes } from './desk.js';

test('an attribute that changes sets that key alone; one that is removed gives the default back', () => {
  const { session } = desk({ momentum: '0.5', steps: '40' });
  drag(session, 'learning-rate', 0.011);
  session.program(() => session.follow(wishes({ momentum: '0.6', steps: '40' }), ['momentum']));
  assert.equal(session.scene.momentum, 0.6);
  assert.equal(session.scene.learningRate, 0.011);
  session.program(() => session.follow(wishes({ momentum: '0.6' }), ['steps']));
  assert.equal(session.scene.steps, desk().session.scene.steps);
});

test("a surface set by attribute comes with the author's start, or with its own", () => {
  const { session } = desk();
  session.moveStart(0.1, 0.2);
  session.follow(wishes({ surface: 'beale', start: '1,2' }), ['surface']);
  assert.deepEqual(session.scene.start, [1, 2]);
  session.moveStart(0.1, 0.2);
  session.follow(wishes({}), ['surface']);
  assert.deepEqual(session.scene.start, desk().session.scene.start);
});

test('other parameters of the same surface leave the start where the hand put it: a slider of the host page', () => {
  const { session } = desk({ surface: 'quadratic(condition-number=3)', start: '1,2' });
  session.moveStart(0.1, 0.2);
  session.follow(wishes({ surface: 'quadratic(condition-number=4)', start: '1,2' }), ['surface']);
  assert.deepEqual(session.scene.start, [0.1, 0.2]);
});

test('an illegal attribute of the view counts as its default and stays a problem until it is mended', () => {
  const { session } = desk({ layout: 'cube', speed: '-1' });
  assert.deepEqual(session.problems.map(({ key }) => key), ['layout', 'speed']);
  assert.equal(session.layout, 'overlay');
  session.follow(wishes({ layout: 'panels', speed: '-1' }), ['layout']);
  assert.deepEqual(session.problems.map(({ key }) => key), ['speed']);
  assert.equal(session.layout, 'panels');
});

test('a slider of the host page that sets an attribute again and again is one undo entry', () => {
  const { session } = desk({ momentum: '0.1' });
  for (const momentum of ['0.2', '0.3', '0.4']) session.program(() => session.follow(wishes({ momentum }), ['momentum']));
  session.undo();
  assert.equal(session.scene.momentum, 0.1);
  assert.equal(session.canUndo, false);
});

test('reset goes back to the attributes and can be undone', () => {
  const { session } = desk({ momentum: '0.5', layout: 'panels', surface: 'beale' });
  drag(session, 'momentum', 0.7);
  session.setLayout('overlay');
  session.seek(3);
  session.reset();
  assert.equal(session.scene.momentum, 0.5);
  assert.equal(session.layout, 'panels');
  assert.equal(session.step, session.steps);
  session.undo();
  assert.equal(session.scene.momentum, 0.7);
  assert.deepEqual([session.layout, session.step], ['overlay', 3], 'as it was seen');
  session.redo();
  assert.deepEqual([session.layout, session.step], ['panels', session.steps]);
});

test('undo of another Scene brings back the step it was looked at', () => {
  const { session } = desk({ steps: '60' });
  session.seek(10);
  session.setScene({ steps: 80 });
  session.seek(80);
  session.undo();
  assert.deepEqual([session.scene.steps, session.step], [60, 10]);
});
