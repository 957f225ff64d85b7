// Runs in the browser: maps in the wasm core, beside two references in JS, turn by turn on the same work.

import init, { Playground } from '../../www/wasm/heavy_ball_whole.js';

import { arrays, scalar } from './map-rivals.js';

/** A map to run: a link, how many cells to a side, and how often. @typedef {{ link: string, cells: number, rounds: number }} Work */
/** The fastest round: its time, and how many steps it ran; `coarse` is when the coarse map stood. @typedef {{ ms: number, coarse: number, steps: number }} Time */

/** Cells of the coarse map along a side are these many times fewer. */
const COARSE = 8;
const SIZE = 300;

/** @type {Playground | undefined} */
let playground;

/** @param {string} module address of the wasm */
export async function prepare(module) {
  await init({ module_or_path: module });
  playground = new Playground();
}

/**
 * @param {Work} work
 * @returns {Time}
 */
export function time({ link, cells, rounds }) {
  if (!playground) throw new Error('not prepared');
  const { problems } = playground.open(link);
  if (problems.length > 0) throw new Error(`${link}: ${JSON.stringify(problems)}`);
  let best = { ms: Infinity, coarse: Infinity, steps: 0 };
  for (let round = 0; round < rounds; round++) {
    // Another map in between, so that this one is begun anew.
    playground.beginMaps(new Uint32Array([0]), SIZE, SIZE, 1, -1);
    const begin = performance.now();
    playground.beginMaps(new Uint32Array([0]), SIZE, SIZE, cells, -1);
    const share = 1 / COARSE ** 2;
    let coarse = Infinity;
    while (playground.advanceMaps(2000)) {
      if (coarse === Infinity && playground.mapProgress(0) >= share) coarse = performance.now() - begin;
    }
    const ms = performance.now() - begin;
    if (ms < best.ms) best = { ms, coarse: Math.min(coarse, ms), steps: playground.mapSteps(0) };
  }
  return best;
}

/**
 * Steps per second of the core and of the two in JS, each the fastest of some rounds that take turns, and how many cells
 * are not the core's.
 * @param {Work & { steps: number, start: [number, number], tolerance: number, slow: boolean }} work heavy ball on Rosenbrock's
 *   banana, and whether the slow one runs, once
 */
export function contest(work) {
  const best = { core: 0, scalar: 0, arrays: 0, share: 0 };
  const { cells, steps, start, tolerance } = work;
  time({ ...work, rounds: 3 });
  if (!playground) throw new Error('not prepared');
  const [x, y, width, height] = /** @type {number[]} */ (playground.mapFrame(0).plot);
  const middle = (/** @type {number} */ i, /** @type {number} */ length) => ((i + 0.5) / cells) * length;
  const map = playground;
  const alphas = Float64Array.from({ length: cells }, (_, i) => map.mapNumbers(0, x + middle(i, width), y, false)[0]);
  const betas = Float64Array.from({ length: cells }, (_, i) => map.mapNumbers(0, x, y + height - middle(i, height), false)[1]);
  const plane = { alphas, betas, start, steps, tolerance };
  for (let round = 0; round < work.rounds; round++) {
    const core = time({ ...work, rounds: 1 });
    best.core = Math.max(best.core, core.steps / core.ms / 1e3);
    best.share = core.steps / ((cells + 1) * cells * steps);
    for (const [name, rival] of /** @type {const} */ ([['scalar', scalar], ['arrays', arrays]])) {
      if (name === 'arrays' && (round > 0 || !work.slow)) continue;
      const begin = performance.now();
      rival(plane);
      best[name] = Math.max(best[name], (cells * cells * steps) / (performance.now() - begin) / 1e3);
    }
  }
  return best;
}
