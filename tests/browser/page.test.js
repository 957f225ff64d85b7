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
