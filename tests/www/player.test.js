// The frame loop, over frames of the test's own.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Player } from '../../www/state/player.js';
import { desk } from './desk.js';

/** @type {Map<number, (now: number) => void>} */
const asked = new Map();
let id = 0;
Object.assign(globalThis, {
  requestAnimationFrame: (/** @type {(now: number) => void} */ callback) => {
    asked.set((id += 1), callback);
    return id;
  },
  cancelAnimationFrame: (/** @type {number} */ which) => asked.delete(which),
});

/** @param {number} now in ms */
function paint(now) {
  const due = [...asked.values()];
  asked.clear();
  due.forEach((callback) => callback(now));
}

/** A figure in sight of 100 steps, ten of them in a second. */
function playing() {
  const { session, frame } = desk({ speed: '10' });
  const ended = new AbortController();
  session.visible = true;
  new Player(session, /** @type {ShadowRoot} */ ({}), ended.signal);
  session.seek(0);
  const go = (/** @type {() => void} */ action) => {
    action();
    frame();
  };
  return { session, go };
}

test('a second play begins where the first one ended, however long that was ago', () => {
  const { session, go } = playing();
  go(() => session.play());
  [0, 100, 200].forEach(paint);
  assert.equal(session.step, 2);
  // The last frame of a play, too, tells that it is over.
  go(() => session.pause());
  go(() => session.play());
  paint(100_000);
  assert.equal(session.step, 2, 'its first frame has no time before it');
  paint(100_100);
  assert.equal(session.step, 3);
  go(() => session.seek(99));
  paint(100_200);
  assert.equal(session.step, 100);
  assert.deepEqual([session.playing, asked.size], [false, 0]);
  go(() => session.play());
  paint(200_000);
  assert.equal(session.step, 0);
  go(() => session.pause());
});
