// What is said to those who listen to the page, in the words of a browser's accessibility tree and its live regions.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, inFigure, part, press, until } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });

/** Every text that a live region of the figure has been given from now on. */
async function listen() {
  await ask(page, (figure) => {
    /** @type {string[]} */
    const heard = [];
    Object.assign(window, { heard });
    const note = (/** @type {MutationRecord[]} */ records) => {
      for (const { target } of records) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[aria-live], [role="status"], [role="alert"]');
        const text = region?.getAttribute('aria-live') === 'off' ? '' : region?.textContent;
        if (text) heard.push(text);
      }
    };
    new MutationObserver(note).observe(/** @type {ShadowRoot} */ (figure.shadowRoot), { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => /** @type {string[]} */ (/** @type {any} */ (window).heard));
}

test('what came of a slider is said once it rests, for every form, and what undo brings back', async () => {
  await reopen(page, '#v=1&rules=ema heavy-ball');
  const said = () => part(page, 'status').textContent();
  assert.equal(await said(), '');
  await part(page, 'learning-rate').press('ArrowLeft');
  const cards = async () => {
    const verdicts = await inFigure(page, '.card .verdict').allTextContents();
    return `EMA: ${verdicts[0]} Heavy ball: ${verdicts[1]}`;
  };
  await until(page, async () => (await said()) === (await cards()), 'it is said');
  const before = await said();
  await press(page, 'undo');
  await until(page, async () => (await said()) !== before && (await said())?.trim() === (await cards()), 'it is said of undo');
  await part(page, 'plot').press('ArrowLeft');
  await until(page, async () => (await said()) === 'step 99 of 100', 'the step is said');
});

test('what is said twice is heard twice', async () => {
  await reopen(page);
  const heard = await listen();
  for (let times = 1; times <= 3; times += 1) {
    await press(page, 'copy');
    const copies = async () => (await heard()).filter((text) => text.startsWith('Link copied.')).length;
    await until(page, async () => (await copies()) === times, `it is heard ${times} times`);
  }
  assert.deepEqual(troubles, []);
});

test('of the search for the best pairs that it is on, and then the pairs are heard; no percentage', async () => {
  await reopen(page, '#v=1&start=3.5,3.5&rules=ema heavy-ball');
  const heard = await listen();
  await press(page, 'map-best');
  const lines = part(page, 'best').locator('li > span:first-of-type');
  await lines.first().waitFor();
  const found = (await lines.allTextContents()).join('. ');
  await until(page, async () => (await heard()).some((text) => text.startsWith(found)), 'the pairs are heard');
  const all = await heard();
  assert.deepEqual(all.map((text) => text.slice(0, 9)), ['Searching', found.slice(0, 9)], all.join('\n'));
});
