// The arrows on the map: the page says whose they are where the figure draws those of one run alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { desk } from './desk.js';

test('arrows are too many for the page where they are for the figure', () => {
  for (const rules of ['trace', 'trace ema', 'trace ema adam', 'trace ema adam nesterov', 'trace ema adam nesterov nadam']) {
    const { session } = desk({ rules });
    session.playground.resize(600, 400, 0, 0);
    const nobody = session.playground.drawPlayhead(8, 99);
    assert.equal(session.playground.drawPlayhead(8, -1) === nobody, session.manyArrows, rules);
  }
});
