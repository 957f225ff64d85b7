import assert from 'node:assert/strict';
import { test } from 'node:test';

import { format, parse } from '../../www/controls/call.js';

test('a name with parameters is read and written', () => {
  const text = 'adam(beta2=0.99,learning-rate=0.01)';
  assert.deepEqual(parse(text), { name: 'adam', keys: { beta2: '0.99', 'learning-rate': '0.01' } });
  assert.equal(format(parse(text)), text);
});

test('a name alone has no brackets', () => {
  assert.deepEqual(parse('heavy-ball'), { name: 'heavy-ball', keys: {} });
  assert.equal(format(parse('ema()')), 'ema');
});
