// The surface's card and its numbers.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, inFigure, until } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
await reopen(page);

const card = inFigure(page, '.card.landscape');
const facts = async () => Object.fromEntries(
  await card.locator('dt').evaluateAll((all) => all.map((word) => [word.textContent, word.nextElementSibling?.textContent?.replaceAll('\u00a0', ' ')])),
);

/** @param {string} surface @param {string} title */
async function show(surface, title) {
  await ask(page, (figure, value) => figure.setAttribute('surface', value), surface);
  await until(page, async () => (await card.locator('h4').textContent()) === title, `the card is that of ${title}`);
}

test('the card has its domain, every minimizer with its digits, and κ there', async () => {
  await show('himmelblau', 'Himmelblau');
  assert.deepEqual(await facts(), {
    domain: 'x from −6.2 to 6.2, y from −4.6 to 4.6',
    minimizers: '(3, 2) (−2.805118, 3.131313) (−3.77931, −3.283186) (3.584428, −1.848127), where f = 0',
    'κ at the first': '3.199764',
  });
  await show('rosenbrock', 'Rosenbrock');
  assert.equal((await facts()).minimizer, '(1, 1), where f = 0');
  await show('ackley', 'Ackley');
  assert.match((await facts())['κ there'] ?? '', /^none/);
  await show('saddle', 'Saddle');
  assert.equal((await facts()).minimizer, 'none');
  assert.deepEqual(troubles, []);
});

test('it has its title as its name, and the sliders above the landscape say their names in words', async () => {
  await show('quadratic(condition-number=20)', 'Quadratic bowl');
  await inFigure(page).getByRole('article', { name: 'Quadratic bowl' }).waitFor();
  assert.equal(await inFigure(page, '.knob input[type="range"]').first().getAttribute('aria-valuetext'), 'condition number 20');
});

test('its numbers follow the parameters', async () => {
  await show('quadratic(condition-number=20)', 'Quadratic bowl');
  await until(page, async () => (await facts())['κ there'] === '20', 'κ is 20');
  await ask(page, (figure) => figure.setAttribute('surface', 'quadratic(condition-number=50)'));
  await until(page, async () => (await facts())['κ there'] === '50', 'κ is 50');
});
