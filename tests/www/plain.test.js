// What a host hands over, however much it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plain } from '../../www/state/plain.js';
import { desk } from './desk.js';

test('a Scene is copied as it is, without what is undefined', () => {
  const scene = { rules: ['ema', 'trace'], start: new Float64Array([1, 2]), steps: 7, momentum: undefined, x: { y: { z: [1] } } };
  assert.deepEqual(plain(scene), { rules: ['ema', 'trace'], start: [1, 2], steps: 7, x: { y: { z: '…' } } });
});

test('of a list or an object without end no more is copied than says that it is not legal', () => {
  for (const start of [new Array(4294967295), new Float64Array(1e6), Array(1e6).fill(1)]) {
    assert.equal(plain({ start }).start.length, 64);
  }
  const keys = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key${i}`, i]));
  assert.equal(Object.keys(plain(keys)).length, 64);
  const { session } = desk();
  session.setScene(plain(/** @type {any} */ ({ rules: Array(1e6).fill('trace'), start: new Array(4294967295) })));
  const messages = session.problems.map(({ message }) => message);
  assert.equal(messages.length, 2);
  assert.match(messages[0], /^start: expected two finite numbers x,y, got /);
  assert.match(messages[1], /^rules: expected 1 to 12 rules such as /);
});
