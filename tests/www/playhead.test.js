// The playhead is told how much time went by.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Playhead } from '../../www/state/playhead.js';

/** @param {number} steps */
function over(steps) {
  const playhead = new Playhead();
  playhead.setSteps(steps);
  return playhead;
}

test('a whole run takes about six seconds unless a speed is given', () => {
  const playhead = over(300);
  playhead.seek(0);
  playhead.play();
  let frames = 0;
  while (playhead.playing) {
    playhead.advance(1 / 60);
    frames += 1;
  }
  assert.ok(Math.abs(frames - 360) <= 1, `${frames} frames`);
  assert.equal(playhead.step, 300);
  playhead.setSpeed(10);
  playhead.play();
  assert.equal(playhead.step, 0, 'from the end it starts again');
  playhead.advance(0.05);
  assert.equal(playhead.step, 0.5);
});

test('the end is told once and stands exactly on the last step', () => {
  const playhead = over(3);
  playhead.seek(0);
  playhead.setSpeed(1000);
  playhead.play();
  assert.equal(playhead.advance(0.016), true);
  assert.equal(playhead.step, 3);
  assert.equal(playhead.playing, false);
});

test('after a long frame it does not leap', () => {
  const playhead = over(100);
  playhead.seek(0);
  playhead.setSpeed(10);
  playhead.play();
  playhead.advance(3600);
  assert.equal(playhead.step, 2);
});

test('a slow machine leaves out steps and keeps the speed', () => {
  const playhead = over(100);
  playhead.seek(0);
  playhead.setSpeed(50);
  playhead.play();
  for (let frame = 0; frame < 5; frame += 1) playhead.advance(0.2);
  assert.equal(playhead.step, 50);
});

test('a frame that comes after the pause moves nothing', () => {
  const playhead = over(100);
  playhead.seek(0);
  playhead.play();
  playhead.advance(0.09);
  playhead.pause();
  assert.equal(playhead.advance(0.09), false);
  assert.equal(playhead.step, 1);
});

test('a run of no steps does not play', () => {
  const playhead = over(0);
  playhead.play();
  assert.equal(playhead.playing, false);
});

test('it stays within the run, on whole steps, and ignores what is no number', () => {
  const playhead = over(10);
  for (const [sought, step] of [[-5, 0], [99, 10], [3.4, 3], [Infinity, 10], [NaN, 10], [-Infinity, 0]]) {
    playhead.seek(sought);
    assert.equal(playhead.step, step, `${sought}`);
  }
});

test('the speed that nobody has chosen is a round one', () => {
  for (const [steps, speed] of [[0, 1], [5, 1], [100, 20], [500, 100], [1000, 200], [10_000, 2000]]) {
    assert.equal(over(steps).speed, speed, `${steps} steps`);
  }
});

test('a speed that is not legal changes nothing, null gives the choice back', () => {
  const playhead = over(60);
  playhead.setSpeed(7);
  for (const speed of [0, -1, NaN, Infinity, 10_001]) playhead.setSpeed(speed);
  assert.equal(playhead.speed, 7);
  playhead.setSpeed(null);
  assert.equal(playhead.speed, 10);
});
