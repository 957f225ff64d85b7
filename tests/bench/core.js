// Steps per second of the wasm core, against tight JS and against JS with arrays.

import { readFile } from 'node:fs/promises';

import { url } from '../browser/browser.js';
import { median, short, table } from './numbers.js';
import { WORKLOADS } from './workload.js';

/** @typedef {import('./contest.js').Outcome} Outcome */

const ROOT = new URL('../../', import.meta.url);

/** @param {import('playwright-core').Browser} browser */
export async function core(browser) {
  const page = await browser.newPage();
  // The page as it is built exports nothing, so the glue and the references lie beside it, for this page alone.
  await page.route(/\/(?:tests\/bench|www\/wasm)\/[a-z_-]+\.js$|\/contest\.html$/, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(new URL(url).pathname.length);
    const isPage = path === 'contest.html';
    // The module of a release has short names, and its glue knows them.
    const folder = path.startsWith('www/') ? new URL('target/site/', ROOT) : ROOT;
    const body = isPage ? '<!doctype html>' : await readFile(new URL(path, folder), 'utf8');
    await route.fulfill({ contentType: isPage ? 'text/html' : 'text/javascript', body });
  });
  await page.goto(`${url}contest.html`);
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
