// The α-β map: how fast its cells are run, against JS and against the same code built natively.

import { url } from '../browser/browser.js';
import { part } from '../browser/hand.js';
import { arena } from './arena.js';
import { busy, spent } from './figure.js';
import { Native } from './native.js';
import { against, median, quantile, short, table } from './numbers.js';

/** @import { Browser, Page } from 'playwright-core' */
/** @import { Time, Work } from './map-contest.js' */

const MAIN = 'v=1&surface=rosenbrock&rules=heavy-ball&steps=500&start=-1.5,0.6';

/** The core and its rivals, ready. @param {Browser} browser */
async function rivals(browser) {
  const page = await arena(browser);
  await page.evaluate(async ([address, module]) => {
    const contest = await import(/** @type {string} */ (address));
    await contest.prepare(module);
    Object.assign(window, { contest });
  }, [`${url}tests/bench/map-contest.js`, `${url}heavy_ball_whole_bg.wasm`]);
  return page;
}

/** @param {Page} page @param {Work} work @returns {Promise<Time>} */
const time = (page, work) => page.evaluate((each) => /** @type {any} */ (window).contest.time(each), work);

/** @param {Browser} browser */
export async function map(browser) {
  const page = await rivals(browser);
  const native = new Native();
  try {
    const pairs = await native.pairs();
    await beside(page, native);
    await growth(page);
    await everyPair(page, native, pairs);
  } finally {
    native.end();
    await page.close();
  }
}

/** How often rivals take turns, as the machine is not the same one minute and the next; and each of the many pairs. */
const TURNS = 5;
const TURNS_OF_PAIR = 3;

/** The map of heavy ball on Rosenbrock beside its rivals. @param {Page} page @param {Native} native */
async function beside(page, native) {
  const work = { link: MAIN, cells: 128, rounds: 3, steps: 500, start: [-1.5, 0.6], tolerance: 0.01 };
  const best = { core: 0, scalar: 0, arrays: 0, native: 0, share: 0 };
  for (let turn = 0; turn < TURNS; turn++) {
    const speed = await page.evaluate((each) => /** @type {any} */ (window).contest.contest(each), { ...work, slow: turn === 0 });
    for (const name of /** @type {const} */ (['core', 'scalar', 'arrays', 'share'])) best[name] = Math.max(best[name], speed[name]);
    const { ms, steps } = await native.time(work);
    best.native = Math.max(best.native, steps / ms / 1e3);
  }
  table(`Map of heavy ball on Rosenbrock, 128 × 128 × 500, million steps run per second, the fastest of ${TURNS * work.rounds} rounds, turn by turn`, [
    ['', 'steps/s', 'core', 'aim', 'of aim'],
    ['wasm core, lanes', short(best.core), '', '700', `${short(best.core / 700)}×`],
    ['(a) scalar JS for this pair', short(best.scalar), `${short(best.core / best.scalar)}×`, '4×', `${short(best.core / best.scalar / 4)}×`],
    ['(b) array JS', short(best.arrays), `${short(best.core / best.arrays)}×`, '60×', `${short(best.core / best.arrays / 60)}×`],
    ['(c) the same natively', short(best.native), `${short(best.core / best.native)}×`, '0.85×', `${short(best.core / best.native / 0.85)}×`],
    ['share of the steps that runs that end early do not need', `${short(100 * (1 - best.share))} %`],
  ]);
}

/** Wasm over native for every rule on every surface. @param {Page} page @param {Native} native @param {{ link: string, cells: number }[]} pairs */
async function everyPair(page, native, pairs) {
  const ratios = [];
  for (const pair of pairs) {
    const speeds = { wasm: 0, native: 0 };
    // The browser compiles once more what it has run for a while.
    await time(page, { ...pair, rounds: 5 });
    for (let turn = 0; turn < TURNS_OF_PAIR; turn++) {
      const each = { ...pair, rounds: 3 };
      const [wasm, natively] = [await time(page, each), await native.time(each)];
      speeds.wasm = Math.max(speeds.wasm, wasm.steps / wasm.ms);
      speeds.native = Math.max(speeds.native, natively.steps / natively.ms);
    }
    if (speeds.native === 0) continue;
    const [, surface, rule] = /surface=([^&]+)&rules=([^&]+)/.exec(pair.link) ?? [];
    ratios.push({ name: `${rule} on ${surface}`, rule, surface, ratio: speeds.wasm / speeds.native });
  }
  across('rule', ratios);
  across('surface', ratios);
  const worst = ratios.toSorted((a, b) => a.ratio - b.ratio);
  table(`1,600 cells of 150 steps for all ${ratios.length} pairs of a rule and a surface, wasm over native, turn by turn`, [
    ['slowest', 'of native'],
    ...worst.slice(0, 8).map(({ name, ratio }) => [name, `${short(ratio)}×`]),
    ['median of all', `${short(median(ratios.map(({ ratio }) => ratio)))}×`],
  ]);
}

/** @param {'rule' | 'surface'} by @param {{ rule: string, surface: string, ratio: number }[]} ratios */
function across(by, ratios) {
  const names = [...new Set(ratios.map((each) => each[by]))];
  const rows = names.map((name) => {
    const sample = ratios.filter((each) => each[by] === name).map(({ ratio }) => ratio);
    return [name, ...[0, 0.5, 1].map((share) => `${short(quantile(sample, share))}×`)];
  });
  table(`Maps in wasm over natively, by ${by}`, [['', 'slowest', 'median', 'fastest'], ...rows]);
}

/** How time grows. @param {Page} page */
async function growth(page) {
  const rows = [['', 'first coarse map', 'whole map', 'ns a cell and step asked for']];
  for (const [surface, rule, cells, steps] of /** @type {const} */ ([
    ['quadratic', 'heavy-ball', 64, 500], ['quadratic', 'heavy-ball', 128, 500], ['quadratic', 'heavy-ball', 256, 500],
    ['quadratic', 'heavy-ball', 256, 100], ['quadratic', 'heavy-ball', 256, 2000],
    ['rosenbrock', 'heavy-ball', 256, 500], ['rosenbrock', 'ema', 256, 500], ['rosenbrock', 'nesterov', 256, 500],
    ['himmelblau', 'trace', 256, 500], ['rosenbrock', 'adam', 256, 500], ['ackley', 'heavy-ball', 128, 100], ['ackley', 'adam', 128, 100],
  ])) {
    const { ms, coarse } = await time(page, { link: `v=1&surface=${surface}&rules=${rule}&steps=${steps}`, cells, rounds: 5 });
    const each = (ms * 1e6) / (cells * cells * steps);
    rows.push([`${rule} on ${surface}, ${cells} × ${cells} × ${steps}`, `${short(coarse)} ms`, `${short(ms)} ms`, short(each)]);
  }
  table('Maps from the change to the picture, one core, aim: the momentum forms on polynomials at 256 × 256 × 500 within 50 ms', rows);
}

/** What a move costs while the start is dragged and the map is run anew each time. @param {Browser} browser */
export async function mapDrag(browser) {
  const MOVES = 120;
  const page = await busy(browser);
  const box = await part(page, 'start').boundingBox();
  if (!box) throw new Error('the start has no handle');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const swing = async () => {
    for (let move = 0; move < MOVES; move++) await page.mouse.move(x + Math.min(move, MOVES - move), y);
  };
  await swing();
  const frames = await page.evaluate(() => {
    /** @type {number[]} */
    const times = [];
    const tick = (/** @type {number} */ now) => times.push(now) && requestAnimationFrame(tick);
    requestAnimationFrame(tick);
    return Object.assign(window, { times }) && times.length;
  });
  const cost = await spent(page, swing);
  const gaps = await page.evaluate((from) => {
    const { times } = /** @type {any} */ (window);
    return times.slice(from + 1).map((/** @type {number} */ now, /** @type {number} */ i) => now - times[from + i]);
  }, frames);
  await page.mouse.up();
  await page.context().close();
  table(`Dragging the start with the map in sight, 4 forms × 1,000 steps, ${MOVES} moves`, [
    ['', 'measured', 'aim', 'of aim'],
    ['script per move, with the slices of the map', `${short(cost.script / MOVES)} ms`, '', ''],
    ['a frame, median', `${short(median(gaps))} ms`, '', ''],
    against('a frame, longest', Math.max(...gaps), 33, 'ms'),
  ]);
}
