import assert from 'node:assert/strict';
import { test } from 'node:test';

import { linear, logarithmic, nines, suited } from '../../www/controls/scale.js';

const positions = Array.from({ length: 1001 }, (_, i) => i / 1000);

/** @param {number} value the digits that are written, without sign, point and leading zeros */
const digits = (value) => String(value).replace(/e.*$/, '').replace(/[-.]/g, '').replace(/^0+/, '').length;

test('a logarithmic slider ends at zero and at its top, and never falls on the way', () => {
  const scale = logarithmic(0, 10);
  const values = positions.map(scale.value);
  assert.equal(values[0], 0);
  assert.equal(values.at(-1), 10);
  assert.ok(values.every((value, i) => i === 0 || value >= values[i - 1]));
  assert.ok(values.every((value) => digits(value) <= 3));
});

test('a range that begins above zero has no stop at zero', () => {
  assert.equal(logarithmic(1, 1000).value(0), 1);
  assert.deepEqual(logarithmic(1, 1000).ticks, [10, 100, 1000]);
});

test('a momentum slider goes from 0 through many nines to 1', () => {
  const scale = nines();
  const values = positions.map(scale.value);
  assert.equal(values[0], 0);
  assert.equal(values.at(-1), 1);
  assert.ok(values.includes(0.999));
  assert.ok(values.every((value, i) => i === 0 || value >= values[i - 1]));
  assert.ok(values.every((value) => digits(value) <= (value < 0.99 ? 3 : 4)));
  const near = values.filter((value) => value >= 0.9 && value < 1).length;
  assert.ok(near > 500, 'more room near 1');
});

test('the thumb comes back to where the hand left it', () => {
  for (const scale of [logarithmic(0, 10), nines(), linear(-90, 90), suited(1, 1000)]) {
    for (const position of positions.filter((each) => each > 0.1 && each < 0.9)) {
      assert.ok(Math.abs(scale.position(scale.value(position)) - position) < 0.01, String(position));
    }
  }
});

test('numbers that no slider reaches stand at its ends', () => {
  assert.equal(logarithmic(0, 10).position(1e-12) > 0, true);
  assert.equal(logarithmic(0, 10).position(1e9), 1);
  assert.equal(nines().position(1.02), 1);
  assert.equal(nines().position(-0.5), 0);
});

test('a range of two decades or more gets a logarithm', () => {
  assert.equal(suited(1, 1000).value(0.5), 31.6);
  assert.equal(suited(-90, 90).value(0.5), 0);
});
