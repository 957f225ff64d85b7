// The cards of all rules: whatever their recurrences are, all of it is seen.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, inFigure, painted, part, press, until } from './hand.js';

/** @typedef {import('playwright-core').Page} Page */

const browser = await launch();
after(() => browser.close());
const { page } = await blank(browser, { reducedMotion: 'reduce' });
await reopen(page, '#v=1&rules=trace(dampening=0.5)');
await press(page, 'more-rules');
const picks = part(page, 'picker').locator('.pick b');
await picks.first().waitFor();
/** The names of all rules, as the picker has them. */
const RULES = await picks.evaluateAll((all) => all.map(({ id }) => id.replace('pick-', '')));
const cards = inFigure(page, '.card:has(.recurrence)');
/** As many run together. */
const MANY = 12;

/** Shows the cards of these rules, of which none was there before. @param {string[]} rules */
async function show(rules) {
  await cards.evaluateAll((all) => all.forEach((card) => card.setAttribute('data-old', '')));
  await ask(page, (figure, list) => (figure.scene = { ...figure.scene, rules: list }), rules);
  await until(page, async () => (await inFigure(page, '[data-old]').count()) === 0 && (await cards.count()) === rules.length, 'there are their cards');
  await painted(page);
}

/** What of the cards is wider than its place. @returns {Promise<string[]>} */
const cut = () =>
  inFigure(page, '.card :is(header, .recurrence, .formula, .facts)').evaluateAll((all) =>
    all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((line) => `${line.closest('.card')?.querySelector('h4')?.textContent}: ${line.textContent}`));

for (const width of [1280, 768, 390, 320]) {
  test(`at ${width} px each card of all rules shows every digit and every factor, at the first step and at the last`, async () => {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(RULES.length > 40, `${RULES}`);
    for (let from = 0; from < RULES.length; from += MANY) {
      await show(RULES.slice(from, from + MANY));
      for (const step of [0, 100]) {
        await ask(page, (figure, to) => figure.seek(to), step);
        await painted(page);
        assert.deepEqual(await cut(), [], `step ${step}`);
      }
    }
  });
}

test('each line is said as one', async () => {
  await show(['ema', 'ema-debiased', 'adam', 'optimistic-gradient-descent', 'madgrad']);
  const said = await cards.locator('[role="group"]').evaluateAll((all) => all.map((line) => line.getAttribute('aria-label')));
  assert.deepEqual(said, [
    'v ← β v + ( 1 − β ) g', 'w ← w − α v',
    'v ← β v + ( 1 − β ) g', 'v hat ← v / ( 1 − β^t )', 'w ← w − α v hat',
    'm ← β_1 m + ( 1 − β_1 ) g', 'v ← β_2 v + ( 1 − β_2 ) g^2', 'd ← √(v / ( 1 − β_2^t ) + ε_0) + ε', 'w ← w − α/(1 − β_1^t) m / d',
    'd ← a g + b ( g − g_(t − 1) )', 'g_(t − 1) ← g', 'w ← w − α d',
    'a ← ( α + ε ) √t', 'v ← v + a g^2', 's ← s + a g', 'z ← w_0 − s / ( v^1/3 + ε )', 'w ← β w + ( 1 − β ) z',
  ]);
});

test('a line that is too long is broken before its last summand, and is one line again where there is room', async () => {
  await page.setViewportSize({ width: 390, height: 900 });
  await show(['adan(weight-decay=0.1)']);
  const last = cards.locator('.lines > *').last();
  assert.match((await last.textContent()) ?? '', /^xy−−−α/);
  const said = cards.locator('.lines');
  const lines = () => said.locator(':scope > *').count();
  const broken = { lines: await lines(), said: await said.locator('math').allTextContents() };
  await page.setViewportSize({ width: 700, height: 900 });
  await until(page, async () => (await lines()) < broken.lines, 'it is one line again');
  assert.deepEqual(await said.locator('math').allTextContents(), broken.said);
});

test('what WebKit would leave out or raise stands in a card: bars that need no stretching, and symbols in a box of their own', async () => {
  await reopen(page, '#v=1&rules=muon lars');
  await inFigure(page, '.card .recurrence').first().waitFor();
  const bars = inFigure(page, '.card mo', { hasText: '‖' });
  await until(page, async () => (await bars.count()) > 0, 'there are bars');
  for (const bar of await bars.all()) assert.equal(await bar.getAttribute('stretchy'), 'false');
  assert.equal(await inFigure(page, '.card .recurrence > math').count(), 0);
});
