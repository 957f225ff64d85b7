// Changes on the way without a mouse: moved by keys and by their number, and their form, which leaves nothing covered.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, inFigure, painted, part, scene } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });

const marker = (/** @type {number} */ at = 0) => inFigure(page, '.marker').nth(at);
const schedule = async () => (await scene(page)).schedule;
const THREE = '#v=1&rules=heavy-ball&steps=100&schedule=8:learning-rate=x0.2; 12:momentum=0.5; 40:gradient=0';

/** What has the focus: the name by which it is said. */
const focused = () => ask(page, ({ shadowRoot }) => {
  const element = shadowRoot?.activeElement;
  return element?.getAttribute('aria-label') ?? element?.textContent ?? 'nothing';
});

test('a marker that moves past another one keeps the focus, and the next keys are for it', async () => {
  await reopen(page, THREE);
  await marker(0).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await painted(page);
  assert.equal(await schedule(), '12:momentum=0.5; 18:learning-rate=x0.2; 40:gradient=0');
  assert.match(await focused(), /^Step 18: α/);
  await page.keyboard.press('ArrowRight');
  await painted(page);
  assert.match(await focused(), /^Step 19: α/);
  const names = await inFigure(page, '.marker').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.split(':')[0]));
  assert.deepEqual(names, ['Step 12', 'Step 19', 'Step 40'], 'Tab comes to them in their order');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await painted(page);
  assert.match(await focused(), /^Step 8: α/, 'and it is taken back with it');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Delete');
  await painted(page);
  assert.equal(await schedule(), '12:momentum=0.5; 40:gradient=0');
  assert.match(await focused(), /^Step 40/, 'the next one');
  assert.deepEqual(troubles, []);
});

test('a held arrow key moves a marker as one entry of the history', async () => {
  await reopen(page, THREE);
  await marker(2).focus();
  for (let times = 0; times < 11; times += 1) await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  assert.equal(await schedule(), '8:learning-rate=x0.2; 12:momentum=0.5; 51:gradient=0');
  await page.keyboard.down('ArrowLeft');
  // A key that is let go elsewhere is not heard.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.up('ArrowLeft');
  for (const left of [51, 40]) {
    await page.keyboard.press('Control+z');
    assert.equal(await schedule(), `8:learning-rate=x0.2; 12:momentum=0.5; ${left}:gradient=0`);
  }
  assert.ok(await part(page, 'undo').isDisabled());
});

test('who moves a marker to the step of another one is told why it stays', async () => {
  await reopen(page, '#v=1&rules=heavy-ball&steps=100&schedule=8:learning-rate=x0.2; 18:momentum=0.5');
  await marker(0).focus();
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await schedule(), '8:learning-rate=x0.2; 18:momentum=0.5');
  assert.equal(await part(page, 'status').textContent(), 'There is a change at step 18 already.');
});
