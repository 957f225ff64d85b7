// Long work in slices: how much fits into one, and tasks that end by themselves.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Pace, SLICE, Tasks } from '../../www/map/slices.js';

/**
 * Work on a clock of its own.
 * @param {number} each milliseconds for a unit @param {number} total units
 */
function work(each, total) {
  let time = 0;
  let left = total;
  /** @param {number} amount */
  const advance = (amount) => {
    time += Math.min(amount, left) * each;
    left -= Math.min(amount, left);
    return left > 0;
  };
  return { advance, now: () => time, left: () => left };
}

for (const [what, each] of /** @type {const} */ ([['quick', 3e-6], ['slow', 2e-4]])) {
  test(`a slice of ${what} work uses its time and does not go far beyond`, () => {
    const { advance, now } = work(each, Infinity);
    const pace = new Pace();
    for (let slice = 0; slice < 5; slice += 1) {
      const before = now();
      assert.equal(pace.slice(advance, SLICE, now), true);
      const took = now() - before;
      assert.ok(took > SLICE / 2 && took <= SLICE + 1, `slice ${slice} took ${took} ms`);
    }
  });
}

test('work that is done ends its slice early and says so', () => {
  const { advance, now, left } = work(3e-6, 5000);
  assert.equal(new Pace().slice(advance, SLICE, now), false);
  assert.equal(left(), 0);
  assert.ok(now() < 1);
});

test('a clock that stands still does not keep the hand waiting for long', () => {
  let ticks = 0;
  let calls = 0;
  // Browsers that hide the time tell it in steps of 100 ms.
  const now = () => Math.floor((ticks += 1) / 8) * 100;
  new Pace().slice(() => ((calls += 1), true), SLICE, now);
  assert.ok(calls < 10, `${calls} calls`);
});

test('tasks go on until there is nothing left, stop when told, and can be asked for again', async (t) => {
  const life = new AbortController();
  // An open channel would keep this process alive.
  t.after(() => life.abort());
  let done = 0;
  const tasks = new Tasks(() => (done += 1) % 3 !== 0, life.signal);
  // In each turn a message is handed over, however slow the machine.
  const rest = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  tasks.start();
  tasks.start();
  await rest();
  assert.equal(done, 3);
  tasks.start();
  tasks.stop();
  await rest();
  assert.equal(done, 3);
  tasks.start();
  await rest();
  assert.equal(done, 6);
  tasks.start();
  life.abort();
  await rest();
  assert.equal(done, 6);
});

test('under a hand a frame comes between slices, however many there are', async (t) => {
  const life = new AbortController();
  t.after(() => life.abort());
  /** @type {(() => void)[]} */
  const frames = [];
  Object.assign(globalThis, { requestAnimationFrame: (/** @type {() => void} */ frame) => frames.push(frame) });
  t.after(() => Reflect.deleteProperty(globalThis, 'requestAnimationFrame'));
  let done = 0;
  let isHeld = true;
  const slice = () => {
    for (const end = performance.now() + SLICE; performance.now() < end; );
    return (done += 1) < 50;
  };
  const tasks = new Tasks(slice, life.signal, () => isHeld);
  const rest = () => new Promise((resolve) => setTimeout(resolve, 100));
  tasks.start();
  await rest();
  assert.deepEqual([done, frames.length], [0, 1]);
  frames.pop()?.();
  await rest();
  assert.ok(done >= 1 && done <= 4, `${done} slices after a frame`);
  assert.equal(frames.length, 1);
  isHeld = false;
  frames.pop()?.();
  while (done < 50) await rest();
});
