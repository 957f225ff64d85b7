// Named conventions: chosen in a run's card, they change its path, its link, and whose convention it follows.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, inFigure, painted, part, press, runs, scene, until } from './hand.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => {
  troubles.length = 0;
});

/** The card of the i-th run. */
const card = (i = 0) => inFigure(page, '.card').nth(i);
const decay = (i = 0) => card(i).getByRole('combobox', { name: /^decay/ });
/** Cards are made anew a moment after the rules have changed. @param {string} text @param {number} [i] */
const says = (text, i = 0) => until(page, async () => ((await card(i).textContent()) ?? '').includes(text), `card ${i} says “${text}”`);

test('another convention changes the path, the card, the link, and nothing under the hand', async () => {
  await reopen(page, '#v=1&rules=trace(weight-decay=0.1) ema&schedule=');
  const before = await runs(page);
  await says('as in PyTorch');
  await card(1).locator('.about').evaluate((about) => (/** @type {HTMLDetailsElement} */ (about).open = true));
  await card().locator('summary').click();
  await decay().focus();
  await decay().selectOption('decoupled');
  await painted(page);
  assert.equal((await scene(page)).rules[0], 'trace(weight-decay=0.1,decay-form=decoupled)');
  await says('as in optax');
  const [label] = Object.keys(await runs(page));
  const after1 = (await runs(page))[label];
  assert.notDeepEqual(after1.points, Object.values(before)[0].points);
  assert.ok(await decay().isVisible(), 'the card stays open');
  assert.ok(await card(1).locator('.about').evaluate((about) => /** @type {HTMLDetailsElement} */ (about).open), 'and so do the others');
  assert.ok(await decay().evaluate((select) => /** @type {ShadowRoot} */ (select.getRootNode()).activeElement === select), 'and the focus is where it was');
  assert.equal(await decay().inputValue(), 'decoupled');
  const link = await ask(page, (figure) => figure.link);
  assert.match(link, /decay-form=decoupled/);
  await press(page, 'undo');
  assert.equal((await scene(page)).rules[0], 'trace(weight-decay=0.1)');
  await says('as in PyTorch');
  await reopen(page, `#${link}`);
  assert.deepEqual((await runs(page))[label], after1, 'who opens the link sees the same path');
  assert.deepEqual(troubles, []);
});

test('the convention that a rule has anyway is not written down', async () => {
  await reopen(page, '#v=1&rules=trace(weight-decay=0.1,decay-form=decoupled)');
  await card().locator('summary').click();
  await decay().selectOption('coupled');
  await painted(page);
  assert.deepEqual((await scene(page)).rules, ['trace(weight-decay=0.1)']);
});

test('a convention with nothing to act on cannot be chosen, and says why', async () => {
  await reopen(page, '#v=1&rules=trace');
  await card().locator('summary').click();
  assert.ok(await decay().isDisabled());
  await says('Nothing to choose while the weight decay λ is 0.');
  const weightDecay = card().getByRole('textbox', { name: 'weight decay of this run' });
  await weightDecay.fill('0.1');
  await weightDecay.press('Enter');
  await until(page, () => decay().isEnabled(), 'it can be chosen');
  assert.ok(await weightDecay.evaluate((input) => /** @type {ShadowRoot} */ (input.getRootNode()).activeElement === input), 'the focus stays');
  await says('on the gradient: g + λ w');
});

test('a card says whose convention runs, following the choices', async () => {
  await reopen(page, '#v=1&rules=gradient-descent');
  await says('as in PyTorch, Keras and optax');
  await reopen(page, '#v=1&rules=trace(weight-decay=0.1)');
  await card().locator('summary').click();
  assert.match((await card().locator('.like').textContent()) ?? '', /^as in PyTorch$/);
  await decay().selectOption('decoupled');
  await says('as in optax');
  await reopen(page, '#v=1&rules=heavy-ball(weight-decay=0.1)');
  await says('as no library has it');
});

test('every card links to its source', async () => {
  await reopen(page, '#v=1&rules=ema heavy-ball adam');
  for (let i = 0; i < 3; i += 1) {
    await card(i).locator('summary').click();
    const link = card(i).locator('.about a');
    assert.match((await link.getAttribute('href')) ?? '', /^https:/);
    assert.equal(await link.getAttribute('rel'), 'noopener');
  }
});

test('both memories of an adaptive rule stand in its card, with their numbers', async () => {
  await reopen(page, '#v=1&rules=adam');
  const lines = card().locator('.recurrence');
  const first = (await lines.evaluateAll((all) => all.map((line) => line.querySelector('math')?.textContent?.trim())));
  assert.deepEqual(first.slice(0, 2), ['m', 'v']);
  for (const line of [0, 1]) assert.match((await lines.nth(line).locator('.n').first().textContent()) ?? '', /\d/);
  await card().locator('summary').click();
  await says('ema, in F/X; squared gradient ema, in F²/X²');
});

test('a convention that there is not is named, with those that there are', async () => {
  await reopen(page, '#v=1&rules=trace(decay-form=sideways)');
  const problems = await ask(page, (figure) => figure.problems);
  assert.deepEqual(problems.map(({ key }) => key), ['rules']);
  for (const told of [/decay-form of trace/, /coupled or decoupled/, /got "sideways"/]) assert.match(problems[0].message, told);
  assert.match((await part(page, 'notices').textContent()) ?? '', /sideways/);
  await ask(page, (figure) => figure.setAttribute('rules', 'trace(decoy=decoupled)'));
  const [{ message }] = await ask(page, (figure) => figure.problems);
  for (const told of [/parameters of trace/, /weight-decay, decay/, /got "decoy"/]) assert.match(message, told);
  assert.deepEqual(troubles, []);
});

test('a run has 0 as a number of its own, too', async () => {
  await reopen(page, '#v=1&rules=ema trace');
  await card().locator('summary').click();
  const own = card().getByRole('textbox', { name: 'learning rate of this run' });
  await own.fill('0');
  await own.press('Enter');
  await painted(page);
  assert.deepEqual((await scene(page)).rules, ['ema(learning-rate=0)', 'trace']);
});

test('where no more runs have room, another of the same rule is refused in the same words', async () => {
  await reopen(page, `#v=1&rules=${Array.from({ length: 12 }, () => 'ema').join(' ')}`);
  await card().locator('summary').click();
  await card().getByRole('button', { name: 'add it once more' }).click();
  await says('12 runs are the most: take one away to add another.');
  assert.deepEqual(troubles, []);
});
