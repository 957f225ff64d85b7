// Steps per second of the wasm core, against tight JS and against JS with arrays.

import { url } from '../browser/browser.js';
import { arena } from './arena.js';
import { median, short, table } from './numbers.js';
import { WORKLOADS } from './workload.js';

/** @typedef {import('./contest.js').Outcome} Outcome */

/** @param {import('playwright-core').Browser} browser */
export async function core(browser) {
  const page = await arena(browser);
  const rows = [['million steps/s', 'wasm core', 'scalar JS', 'same, arrays reused', 'array JS', 'paths']];
  for (const workload of WORKLOADS) {
    const script = `${url}tests/bench/contest.js`;
    /** @type {Outcome} */
    const outcome = await page.evaluate(
      async ([address, module, work]) => {
        const { contest } = await import(/** @type {string} */ (address));
        return contest(work, module);
      },
      /** @type {const} */ ([script, `${url}heavy_ball_bg.wasm`, workload]),
    );
    /** @param {number[]} other */
    const beside = (other) => {
      const ratio = median(outcome.core.map((speed, i) => speed / other[i]));
      return `${short(median(other) / 1e6)} (core ${short(ratio)}×)`;
    };
    rows.push([
      `4 forms × ${workload.steps.toLocaleString('en-US')} on ${workload.surface}`,
      short(median(outcome.core) / 1e6),
      ...[outcome.scalar, outcome.reused, outcome.arrays].map(beside),
      outcome.differing === 0 ? 'same bits' : `${outcome.differing} numbers differ`,
    ]);
  }
  await page.close();
  table('Steps per second, new arrays for every run unless it says so; the core records gradients and memories besides', rows);
}
