import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { launch, open, ready, url } from './browser.js';

const browser = await launch();
after(() => browser.close());

test('the built page becomes ready without a word on the console', async () => {
  const { page, troubles } = await open(browser);
  await ready(page);
  assert.deepEqual(troubles, []);
});

test('the built page asks only for files under its own folder', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  await ready(page);
  assert.ok(asked.some((address) => address.endsWith('.wasm')), 'the module is asked for');
  assert.deepEqual(asked.filter((address) => !address.startsWith(url)), []);
});

/** @type {Record<string, (page: import('playwright-core').Page) => Promise<unknown>>} */
const WAYS = {
  'reloads it': (page) => page.reload(),
  // From the same page it would only be scrolled.
  'follows a link into it': (page) => page.goto('about:blank').then(() => page.goto(new URL('#notes', url).href)),
};
for (const [way, go] of Object.entries(WAYS)) {
  test(`a reader far down the page who ${way} finds the same lines`, async () => {
    const { page } = await open(browser, '', { reducedMotion: 'reduce' });
    const notes = page.locator('#notes');
    const top = () => notes.evaluate((section) => section.getBoundingClientRect().top);
    await ready(page);
    await notes.evaluate((section) => section.scrollIntoView());
    const before = await top();
    await go(page);
    await ready(page);
    assert.ok(Math.abs((await top()) - before) < 2, `${await top()} after ${before}`);
    await page.context().close();
  });
}
