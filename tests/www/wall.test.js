// The wall under a random hand, in Node: whatever is called in whatever order, the module answers. A trap would lose it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Playground, catalogue } from './wasm.js';

/** @typedef {InstanceType<typeof Playground>} Wall */

const CALLS = 4_000;

const { rules, surfaces } = catalogue();

/** Numbers without a pattern, the same each time. @param {number} seed */
function dice(seed) {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** @param {() => number} throwDice */
function calls(throwDice) {
  /** @template T @param {T[]} from */
  const one = (from) => from[Math.floor(throwDice() * from.length)];
  const some = () => Array.from({ length: 1 + Math.floor(5 * throwDice()) }, () => one(rules).name);
  // Also a run, a map, a step and a place that there are not.
  const i = () => Math.floor(7 * throwDice());
  const step = () => one([0, 1, 7, 30, 59, 60, 300, 5000]);
  const place = () => one([-50, 0, 40.5, 120, 1e9, NaN]);
  const value = () => one([0, 1e-3, 0.05, 0.9, 1, 1.2, -0.5, 100, 1e308, NaN, Infinity]);
  const marker = () => one(['learning-rate=0', 'momentum=x0.5', 'gradient=0', 'learning-rate=x0.1,momentum=0.5', 'banana', '']);
  const scene = () => ({
    surface: one(surfaces).name,
    rules: some(),
    steps: one([0, 1, 20, 60, 400]),
    learningRate: value(),
    momentum: value(),
    match: one(['raw', 'matched']),
    schedule: one(['', '20:learning-rate=0', '5:momentum=0.5; 9:gradient=0', '0:learning-rate=x0.1']),
    start: [one([-3, 0, 1.2, 1e200]), one([-1, 0, 2])],
  });
  /** @type {Record<string, (wall: Wall) => unknown>} */
  const all = {
    set: (wall) => wall.set(scene()),
    rules: (wall) => wall.set({ ...wall.scene(), rules: some() }),
    open: (wall) => wall.open(`v=1&rules=${some().join('+')}&steps=${one([0, 9, 80])}`),
    check: (wall) => wall.check(scene()),
    adjust: (wall) => wall.adjust(one(['learning-rate', 'momentum']), value(), one([-1, 0, 7, 500])),
    moveStart: (wall) => wall.moveStart(value(), value()),
    setMarker: (wall) => wall.setMarker(step(), marker()),
    moveMarker: (wall) => wall.moveMarker(step(), step()),
    removeMarker: (wall) => wall.removeMarker(step()),
    resize: (wall) => wall.resize(one([0, 1, 320, 780]), one([0, 1, 420]), one([0, 320, 780]), one([0, 90])),
    layout: (wall) => wall.layout(one(['overlay', 'panels'])),
    theme: (wall) => wall.theme(one([true, false]), one([true, false])),
    zoom: (wall) => wall.zoom(place(), place(), one([0.5, 2, 1e9, NaN])),
    pan: (wall) => wall.pan(place(), place()),
    home: (wall) => [wall.home(), wall.showStart(), wall.holdGhost()],
    look: (wall) => wall.look(wall.window()),
    tell: (wall) => [wall.scene(), wall.rules(), wall.surface(), wall.markers(), wall.force(step()), wall.overrules('momentum'), wall.link(step(), 'overlay')],
    ofRun: (wall) => [wall.numbers(i(), step()), wall.facts(i(), step()), wall.verdict(i()), wall.trajectory(i()), wall.calls(i())],
    places: (wall) => [wall.read(place(), place()), wall.toData(place(), place()), wall.toPixel(value(), value()), wall.startMark()],
    chart: (wall) => [wall.chartStep(place()), wall.chartX(step()), wall.readChart(step()), wall.chartCaption()],
    panels: (wall) => [wall.panelsHeight(place()), wall.keepOutOf(place(), place(), 90, 30)],
    code: (wall) => {
      try {
        wall.code(one(['pytorch', 'keras', 'optax']));
      } catch (refusal) {
        // A library that cannot says so.
        if (refusal instanceof WebAssembly.RuntimeError) throw refusal;
      }
    },
    draw: (wall) => {
      const draws = [wall.drawPaths(step()), wall.drawLosses(), wall.drawAxes(), wall.drawGhost(), wall.drawPlayhead(step(), 3)];
      wall.appendPaths(step(), step());
      wall.drawMap(i(), step());
      wall.fetch(new Float64Array(wall.drawPaths(step())));
      return draws;
    },
    beginMaps: (wall) => wall.beginMaps(new Uint32Array([i(), i()]), one([0, 40, 300]), one([0, 280]), one([0, 1, 16]), one([-1, 0, 7])),
    advanceMaps: (wall) => wall.advanceMaps(one([1, 50])),
    ofMap: (wall) => [wall.mapFrame(i()), wall.mapPixels(i()), wall.mapProgress(i()), wall.mapSteps(i()), wall.mapBest(i(), step())],
    onMap: (wall) => [wall.mapRead(i(), place(), place(), step()), wall.mapReadAt(i(), step()), wall.mapNumbers(i(), place(), place(), one([true, false]))],
    atMap: (wall) => [wall.mapHere(i()), wall.mapOptimum(i(), step()), wall.mapCurvatures(i(), step()), wall.mapPoint(i(), step(), new Float64Array(6))],
    placeOnMap: (wall) => wall.placeOnMap(i(), value(), value(), i()),
  };
  return { one: () => one(Object.entries(all)), count: Object.keys(all).length };
}

test('whatever is called in whatever order, the module answers', () => {
  const { one, count } = calls(dice(11));
  const wall = new Playground();
  /** @type {string[]} */
  const made = [];
  for (let call = 0; call < CALLS; call++) {
    const [name, act] = one();
    made.push(name);
    try {
      act(wall);
    } catch (error) {
      assert.fail(`${error} at call ${call}: ${made.slice(-8).join(', ')}`);
    }
  }
  assert.equal(new Set(made).size, count);
  wall.free();
});
