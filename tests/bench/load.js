// The first load: what it brings over the wire, and how soon the landscape stands.

import { gzipSync } from 'node:zlib';

import { ready, url } from '../browser/browser.js';
import { blank } from './figure.js';
import { against, median, quantile, short, table, whole } from './numbers.js';

/** @import { Browser } from 'playwright-core' */

const VISITS = 11;

/** @param {Browser} browser */
export async function bytes(browser) {
  const page = await blank(browser, 'no-preference');
  /** @type {import('playwright-core').Response[]} */
  const responses = [];
  page.on('response', (response) => responses.push(response));
  await page.goto(url);
  await ready(page);
  await page.waitForLoadState('networkidle');
  const files = [];
  for (const response of responses.filter((each) => !each.url().startsWith('data:'))) {
    const body = await response.body();
    const name = response.url().replace(url, '') || 'index.html';
    files.push({ name, raw: body.length, gzipped: gzipSync(body, { level: 9 }).length });
  }
  await page.context().close();
  const total = files.reduce((sum, { gzipped }) => sum + gzipped, 0);
  const raw = files.reduce((sum, each) => sum + each.raw, 0);
  table('First load, every request of the page', [
    ['file', 'bytes', 'gzipped', 'aim', 'of aim'],
    ...files.map((file) => [file.name, whole(file.raw), whole(file.gzipped), '', '']),
    ['total', whole(raw), whole(total), '100,000', `${short(total / 100_000)}×`],
  ]);
}

/** @param {Browser} browser */
export async function contour(browser) {
  /** @type {Record<'drawn' | 'painted' | 'ready', number>[]} */
  const visits = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const page = await blank(browser, 'no-preference');
    await page.addInitScript(() => {
      const times = { drawn: NaN, painted: NaN, ready: NaN };
      Object.assign(window, { times });
      const { prototype } = CanvasRenderingContext2D;
      const { fill } = prototype;
      // The bands of the landscape are the first shapes that are filled.
      prototype.fill = function (/** @type {any[]} */ ...of) {
        prototype.fill = fill;
        times.drawn = performance.now();
        // A frame is painted after its callbacks, and this message comes after both.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => (times.painted = performance.now());
          port2.postMessage(undefined);
        });
        return Reflect.apply(fill, this, of);
      };
      document.addEventListener('heavy-ball-ready', () => (times.ready = performance.now()), { once: true });
    });
    await page.goto(url);
    const times = await page.waitForFunction(() => {
      const { times: found } = /** @type {any} */ (window);
      return found.painted > 0 && found.ready > 0 && found;
    });
    visits.push(await times.jsonValue());
    await page.context().close();
  }
  const painted = visits.map((visit) => visit.painted);
  const drawn = visits.map((visit) => visit.drawn);
  const complete = visits.map((visit) => visit.ready);
  table(`Navigation to the first contour, ${VISITS} visits without a cache`, [
    ['', 'median', 'aim', 'of aim', 'fastest', 'slowest'],
    [...against('painted, with a frame after it', median(painted), 150, 'ms'), ...ends(painted)],
    [...against('drawn', median(drawn), 150, 'ms'), ...ends(drawn)],
    ['ready, with all controls', `${short(median(complete))} ms`, '', '', ...ends(complete)],
  ]);
}

/** @param {number[]} times */
function ends(times) {
  return [0, 1].map((share) => `${short(quantile(times, share))} ms`);
}
