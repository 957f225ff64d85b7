// On paper, in a search of the page and read aloud: what was never scrolled to is there all the same, and paper is white.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ink, painted, part } from './hand.js';

const browser = await launch();
after(() => browser.close());

/** @typedef {import('playwright-core').Page} Page */

/** Every number and verdict of the cards. @param {Page} page */
const words = (page) => page.locator('heavy-ball .card :is(.n, .verdict)').allTextContents();

/** What covers the page, and the figure. @param {Page} page */
const grounds = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('heavy-ball')?.shadowRoot?.querySelector('.frame');
    return [document.body, /** @type {Element} */ (root)].map((element) => getComputedStyle(element).backgroundColor);
  });

test('cards that were never scrolled to hold their numbers and verdicts', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce', viewport: { width: 390, height: 600 } });
  await reopen(page, '#v=1&rules=ema heavy-ball trace adam');
  await painted(page);
  const found = await words(page);
  assert.ok(found.length > 30 && found.every((text) => text.trim() !== ''), JSON.stringify(found));
  await page.context().close();
});

test('a dark page is printed by day, whole, and is dark again afterwards', async () => {
  const { page, troubles } = await blank(browser, { reducedMotion: 'reduce', colorScheme: 'dark', viewport: { width: 900, height: 600 } });
  await reopen(page, '#v=1&rules=heavy-ball trace');
  const dark = { grounds: await grounds(page), landscape: await ink(page, 'landscape') };
  const numbers = await words(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.deepEqual(await grounds(page), ['rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
  assert.deepEqual(await words(page), numbers);
  assert.equal(await page.locator('heavy-ball canvas.paper').count(), 2);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  await painted(page);
  assert.deepEqual({ grounds: await grounds(page), landscape: await ink(page, 'landscape') }, dark);
  assert.equal(await page.locator('heavy-ball canvas.paper').count(), 0);
  assert.equal(await part(page, 'root').getAttribute('data-theme'), 'dark');
  assert.deepEqual(troubles, []);
  await page.context().close();
});
