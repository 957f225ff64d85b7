// What has the focus may go, by its own doing or by undo: the focus stays in the figure, where the keys of undo are heard.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, inFigure, painted, part, press, scene, until } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });

/** What has the focus: the name of its part, or the one by which it is said. */
const focused = () => ask(page, ({ shadowRoot }) => {
  const element = shadowRoot?.activeElement;
  return element?.getAttribute('data-ref') ?? element?.getAttribute('aria-label') ?? element?.textContent ?? 'nothing';
});

/** Undoes by key, and waits until nothing is left to be made anew. */
async function undo() {
  await page.keyboard.press('Control+z');
  for (let frames = 0; frames < 3; frames += 1) await painted(page);
}

/** Undo went as it should, and redo does. @param {string} there what has the focus then */
async function goesOn(there) {
  const before = JSON.stringify(await scene(page));
  assert.equal(await focused(), there);
  await page.keyboard.press('Control+Shift+z');
  assert.notEqual(JSON.stringify(await scene(page)), before, 'redo by key');
  assert.deepEqual(troubles, []);
}

test('the way home leaves the focus on the plot', async () => {
  await reopen(page, '#v=1');
  await part(page, 'plot').focus();
  await page.keyboard.press('+');
  await painted(page);
  await part(page, 'home').focus();
  await page.keyboard.press('Enter');
  await painted(page);
  assert.equal(await focused(), 'plot');
});

test('a parameter of a surface that is undone leaves the focus on the list of surfaces', async () => {
  await reopen(page, '#v=1');
  await part(page, 'surface').selectOption('rosenbrock');
  await painted(page);
  await inFigure(page, '.knob input[type="range"]').first().focus();
  await undo();
  assert.match((await scene(page)).surface, /^quadratic/);
  await goesOn('surface');
});

test('a map that is undone leaves the focus on another one', async () => {
  await reopen(page, '#v=1&rules=ema heavy-ball&layout=panels');
  await inFigure(page, '.chip', { hasText: 'Adam' }).click();
  await until(page, async () => (await inFigure(page, '.map').count()) === 3, 'it has a map');
  await part(page, 'map-2-0').focus();
  await undo();
  assert.equal(await inFigure(page, '.map').count(), 2);
  await goesOn('map-0-0');
});

test('the second number of a map that is undone leaves the focus on the first', async () => {
  await reopen(page, '#v=1&rules=gradient-descent');
  await inFigure(page, '.chip', { hasText: 'Heavy ball' }).click();
  await painted(page);
  await inFigure(page, '.chip', { hasText: 'Gradient descent' }).click();
  await until(page, async () => (await part(page, 'map-0-1').count()) === 1, 'it has a map of two numbers');
  await part(page, 'map-0-1').focus();
  await undo();
  await undo();
  assert.deepEqual((await scene(page)).rules, ['gradient-descent']);
  await goesOn('map-0-0');
});

test('the best pairs of another scene leave the focus where they are searched again, and the search where it is closed', async () => {
  await reopen(page, '#v=1&start=3.5,3.5&rules=ema heavy-ball&steps=60');
  await part(page, 'surface').selectOption('booth');
  await press(page, 'map-best');
  await part(page, 'best').getByRole('button', { name: 'Use' }).first().waitFor();
  await part(page, 'best').getByRole('button', { name: 'Use' }).first().focus();
  await undo();
  assert.match((await scene(page)).surface, /^quadratic/);
  await goesOn('search again');
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'close');
});

test('a card and a chip that are undone leave the focus beside them', async () => {
  await reopen(page, '#v=1&rules=ema heavy-ball');
  await inFigure(page, '.chip', { hasText: 'Adam' }).click();
  const summary = inFigure(page, '.card:not(.landscape) .about summary').nth(2);
  await summary.focus();
  await page.keyboard.press('Control+z');
  await until(page, async () => (await inFigure(page, '.card:not(.landscape)').count()) === 2, 'its card is gone');
  await goesOn('plot');
  await reopen(page, '#v=1&rules=ema lion');
  await part(page, 'rules-problem').waitFor({ state: 'attached' });
  const lion = inFigure(page, '.chip', { hasText: 'Lion' });
  await ask(page, (figure) => (figure.scene = { ...figure.scene, rules: ['ema'] }));
  await painted(page);
  await ask(page, (figure) => (figure.scene = { ...figure.scene, rules: ['ema', 'lion'] }));
  await painted(page);
  await lion.focus();
  await undo();
  await goesOn('more-rules');
});
