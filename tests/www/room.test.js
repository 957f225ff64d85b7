// Where the words of the marks on the timeline have room.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { beside, lengthOf, roomFor } from '../../www/timeline/room.js';

const TEXTS = ['α × 0.2 from here', 'α × 0.2'];
const [long, short] = TEXTS;
const [full, brief] = TEXTS.map(lengthOf);

/** @param {number} x @param {{ width?: number, next?: number, ends?: number[], rows?: number[] }} [around] */
function room(x, { width = 600, next = Infinity, ends = [-Infinity, -Infinity], rows = [0, 1] } = {}) {
  return roomFor(x, width, next, TEXTS, ends, beside('loss − f*, log', width).limits, rows);
}

test('alone a mark says all it has to say, in the upper row, to its right or, where that ends, to its left', () => {
  assert.deepEqual(room(100), { text: long, row: 0, left: false });
  assert.deepEqual(room(590), { text: long, row: 0, left: true });
});

test('beside the next mark it is brief, and over it in the other row', () => {
  assert.deepEqual(room(100, { next: 101 + brief }), { text: short, row: 0, left: false });
  assert.deepEqual(room(100, { next: 130, rows: [1, 0] }), { text: short, row: 1, left: false });
});

test('what stands in a row already is not written over, and where both are full it says nothing', () => {
  const ends = [100 + full, -Infinity];
  assert.equal(room(150, { ends }).row, 1);
  assert.deepEqual(ends, [100 + full, 150 + full], 'the row is taken as far as that');
  assert.equal(room(160, { ends }).row, -1);
});

test('the lower row ends before the caption of the axis, the upper one does not', () => {
  const { limits, captionAt } = beside('loss − f*, log', 600);
  assert.equal(limits[0], Infinity);
  assert.ok(limits[1] < captionAt && captionAt < 600, `${limits[1]} ${captionAt}`);
  assert.equal(room(limits[1] - brief + 1, { ends: [Infinity, -Infinity] }).row, -1);
  assert.equal(room(limits[1] - brief, { ends: [Infinity, -Infinity] }).row, 1);
});
