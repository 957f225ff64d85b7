// The maps behind the wall, in Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Playground } from './wasm.js';

test('a map whose rule has gone from the Scene says nothing until the maps are begun anew', () => {
  const playground = new Playground();
  for (const rules of [['adam'], ['adam', 'polyak'], ['heavy-ball']]) {
    assert.deepEqual(playground.set({ rules: ['adam', 'heavy-ball'], surface: 'rosenbrock', steps: 3000 }), []);
    playground.beginMaps(new Uint32Array([1]), 240, 240, 64, -1);
    playground.advanceMaps(100);
    const [known, gone] = [new Float64Array(6), new Float64Array(6)];
    playground.mapPoint(0, 0, known);
    assert.ok(known.some((number) => number > 0));
    assert.match(playground.mapReadAt(0, 0), /^α .* β /);

    // As when a form is switched off while its map is still on its way.
    playground.set({ ...playground.scene(), rules });
    playground.mapPoint(0, 0, gone);
    assert.deepEqual([...gone], [0, 0, 0, 0, 0, 0]);
    assert.equal(playground.mapHere(0).length, 0);
    assert.deepEqual([playground.mapRead(0, 50, 50, 0), playground.mapReadAt(0, 0), playground.mapCurvatures(0, 0)], ['', '', '']);
    assert.deepEqual([playground.mapBest(0, 0), playground.mapOptimum(0, 0), playground.mapFrame(0)], [null, null, null]);
    playground.placeOnMap(0, 0.1, 0.5, -1);
    playground.drawMap(0, 0);
    playground.advanceMaps(100);
  }
  playground.free();
});

test('there is nothing to read on the map of a rule without axes', () => {
  const playground = new Playground();
  playground.set({ rules: ['cocob'] });
  playground.beginMaps(new Uint32Array([0]), 240, 240, 64, -1);
  assert.equal(playground.advanceMaps(100), false);
  assert.equal(playground.mapRead(0, 50, 50, 0), '');
  assert.equal(playground.mapBest(0, 0), null);
  playground.free();
});
