// Runs in the browser: the wasm core against the two references, turn by turn on the same work.

import init, { Playground } from '../../www/wasm/heavy_ball.js';

import { run as arrays } from './arrays.js';
import { run as scalar } from './scalar.js';
import { scene } from './workload.js';

/** @typedef {import('./workload.js').Workload} Workload */
/**
 * Steps per second of each round, and how many numbers are not the core's, to the last bit. `reused` is scalar JS that
 * writes over its last runs; the others, the core among them, make new ones each time.
 * @typedef {{ core: number[], scalar: number[], reused: number[], arrays: number[], differing: number }} Outcome
 */

const ROUNDS = 15;
const WARM_UP = 150; // ms, enough for both compilers to be done
const TURN = 12; // ms, far above the clock's resolution

/**
 * @param {Workload} workload
 * @param {string} module address of the wasm
 * @returns {Promise<Outcome>}
 */
export async function contest(workload, module) {
  await init({ module_or_path: module });
  const playground = new Playground();
  const problems = playground.set(scene(workload));
  if (problems.length > 0) throw new Error(`not a legal workload: ${JSON.stringify(problems)}`);
  const differing = compare(playground, scalar(workload)) + compare(playground, arrays(workload));

  // A learning rate that changes all the time, so that nothing can be kept from one time to the next.
  let odd = false;
  const alpha = () => {
    odd = !odd;
    return workload.alpha * (odd ? 0.99 : 1);
  };
  const kept = scalar(workload);
  const contenders = {
    core: () => playground.adjust('learning-rate', alpha(), -1),
    scalar: () => scalar({ ...workload, alpha: alpha() }),
    reused: () => scalar({ ...workload, alpha: alpha() }, kept),
    arrays: () => arrays({ ...workload, alpha: alpha() }),
  };
  /** @type {Outcome} */
  const outcome = { core: [], scalar: [], reused: [], arrays: [], differing };
  const names = /** @type {('core' | 'scalar' | 'reused' | 'arrays')[]} */ (Object.keys(contenders));
  const repeats = new Map(names.map((name) => [name, warm(contenders[name])]));
  const steps = 4 * workload.steps;
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const times = repeats.get(name) ?? 1;
      const begin = performance.now();
      for (let i = 0; i < times; i++) contenders[name]();
      outcome[name].push((steps * times * 1000) / (performance.now() - begin));
    }
  }
  playground.free();
  return outcome;
}

/**
 * Warms a contender up, and tells how often it runs in one turn.
 * @param {() => unknown} contender
 */
function warm(contender) {
  let times = 0;
  for (const end = performance.now() + WARM_UP; performance.now() < end; ) contender();
  for (const end = performance.now() + TURN; performance.now() < end; times++) contender();
  return times;
}

/**
 * How many of a reference's numbers are not the core's.
 * @param {Playground} playground
 * @param {{ points: ArrayLike<number> | number[][], losses: ArrayLike<number> }[]} runs
 */
function compare(playground, runs) {
  let differing = 0;
  runs.forEach((run, i) => {
    const { points, losses } = playground.trajectory(i);
    const flat = Array.from(/** @type {ArrayLike<number>} */ (run.points)).flat();
    differing += differences(points, flat) + differences(losses, Array.from(run.losses));
  });
  return differing;
}

/** @param {Float64Array} ours @param {number[]} theirs */
function differences(ours, theirs) {
  return Math.abs(ours.length - theirs.length) + ours.filter((x, i) => !Object.is(x, theirs[i])).length;
}
