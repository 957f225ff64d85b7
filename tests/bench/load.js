// The first load: what it brings over the wire, and how soon the landscape stands.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

import { ready, url } from '../browser/browser.js';
import { blank } from './figure.js';
import { median, quantile, short, table, whole } from './numbers.js';

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

/** The least that a page with a picture on a canvas is: nothing that loads more can be sooner. */
const LEAST = `<!doctype html><canvas></canvas><script>
  document.querySelector('canvas').getContext('2d').fill();
  document.dispatchEvent(new Event('heavy-ball-ready'));
</script>`;

/** @param {Browser} browser */
export async function contour(browser) {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(LEAST));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const visits = [];
  const floor = [];
  for (let turn = 0; turn < VISITS; turn++) {
    visits.push(await visit(browser, url));
    floor.push((await visit(browser, `http://127.0.0.1:${port}/`)).painted);
  }
  server.close();
  const least = median(floor);
  /** @param {string} name @param {number[]} times @param {number} [aim] */
  const row = (name, times, aim) => [
    name,
    ...[0.5, 0, 1].map((share) => `${short(quantile(times, share))} ms`),
    `${short(median(times) / least)}×`,
    ...(aim ? [`${aim} ms`, `${short(median(times) / aim)}×`] : []),
  ];
  table(`Navigation to the first contour, ${VISITS} visits without a cache, turn by turn with the least page that fills a canvas`, [
    ['', 'median', 'fastest', 'slowest', 'of least', 'aim', 'of aim'],
    row('painted, with a frame after it', visits.map(({ painted }) => painted), 150),
    row('drawn', visits.map(({ drawn }) => drawn), 150),
    row('ready, with all controls', visits.map((each) => each.ready)),
    row('the least page, painted', floor),
  ]);
}

/**
 * How long after its navigation a page's first shape was filled, was painted, and its figure was ready, in ms.
 * @param {Browser} browser
 * @param {string} address
 * @returns {Promise<{ drawn: number, painted: number, ready: number }>}
 */
async function visit(browser, address) {
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
  await page.goto(address);
  const found = await page.waitForFunction(() => {
    const { times } = /** @type {any} */ (window);
    return times.painted > 0 && times.ready > 0 && times;
  });
  const times = await found.jsonValue();
  await page.context().close();
  return times;
}
