// The map's field is computed while one looks, for every form there is.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, drag, goTo, inFigure, middle, painted, part, press, runs, scene, thumb, until } from './hand.js';
import { clickAt, field, handle, map, whole } from './map.js';

const browser = await launch();
after(() => browser.close());
const { page } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => reopen(page));

test('the field is another one while the start is dragged, and stays when α and β are', async () => {
  const before = await whole(page);
  assert.ok(before.colors > 5);
  const prints = new Set([before.print]);
  const from = await middle(part(page, 'start'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let move = 1; move <= 4; move += 1) {
    await page.mouse.move(from.x + 30 * move, from.y + 12 * move);
    prints.add((await field(page)).print);
  }
  await page.mouse.up();
  assert.equal(prints.size, 5, 'each place has its own');
  const moved = await whole(page);
  await drag(page, await thumb(part(page, 'learning-rate')), { x: -30 });
  assert.equal((await field(page)).print, moved.print);
  await press(page, 'undo');
  await press(page, 'undo');
  assert.equal((await whole(page)).print, before.print);
});

test('where it takes long it says how far it is, and then no more', async () => {
  await reopen(page, '#v=1&surface=ackley&rules=adam&steps=3000&learning-rate=0.01');
  const progress = part(page, 'map-progress');
  await until(page, async () => /^\d+ %$/.test((await progress.textContent()) ?? ''), 'it says how far it is');
  await ask(page, (figure) => figure.setAttribute('steps', '20'));
  await until(page, async () => (await progress.textContent()) === '', 'it is done');
});

test('every form can be shown, those with one number as a strip and those with none in words', async () => {
  await reopen(page, '#v=1&rules=gradient-descent heavy-ball adam cocob');
  const form = part(page, 'map-form');
  assert.equal(await form.evaluate((select) => /** @type {HTMLSelectElement} */ (select).selectedOptions[0].text), 'Heavy ball');
  const shown = await whole(page);
  await form.selectOption({ label: 'Adam' });
  assert.notEqual((await whole(page)).print, shown.print);
  await form.selectOption({ label: 'Gradient descent' });
  await painted(page);
  assert.equal(await map(page).locator('input:not([hidden])').count(), 1);
  const { momentum } = await scene(page);
  await clickAt(page, 120, 20);
  await painted(page);
  const now = await scene(page);
  assert.ok(now.learningRate !== 0.05 && now.momentum === momentum);
  await form.selectOption({ label: 'COCOB' });
  await painted(page);
  assert.match(await map(page).innerText(), /COCOB .* no map/);
});

test('panels have a map for each form, each with a handle that moves all', async () => {
  await reopen(page, '#v=1&rules=ema heavy-ball trace&layout=panels');
  assert.equal(await inFigure(page, '.map').count(), 3);
  assert.deepEqual(await inFigure(page, '.one .title').allInnerTexts(), ['EMA', 'Heavy ball', 'Trace']);
  const before = await scene(page);
  const others = await Promise.all([0, 2].map(async (i) => middle(handle(page, i))));
  await drag(page, await middle(handle(page, 1)), { x: -15, y: 15 });
  const now = await scene(page);
  assert.ok(now.learningRate < before.learningRate && now.momentum < before.momentum);
  for (const [j, i] of [0, 2].entries()) {
    const { x, y } = await middle(handle(page, i));
    assert.ok(Math.hypot(x - others[j].x + 15, y - others[j].y - 15) < 2);
  }
});

test('from here on its point acts from that step, and the run before stays as it was', async () => {
  await reopen(page, '#v=1&rules=heavy-ball trace&steps=60');
  await goTo(page, 20);
  await press(page, 'from-here');
  assert.match((await part(page, 'map-name').textContent()) ?? '', /from step 20 on/);
  const before = await runs(page);
  await drag(page, await middle(handle(page)), { x: -30 });
  const { learningRate, schedule } = await scene(page);
  assert.equal(learningRate, 0.05);
  assert.match(schedule, /^20:learning-rate=0\.0\d+/);
  const now = await runs(page);
  assert.deepEqual(now.Trace.points.slice(0, 21), before.Trace.points.slice(0, 21));
  assert.notDeepEqual(now.Trace.points[22], before.Trace.points[22]);
});

/** How many tasks the map's slices have asked for so far. @param {import('playwright-core').Page} on */
const asked = (on) => on.evaluate(() => /** @type {any} */ (window).asked);

test('at rest and out of sight nothing of it runs, and seen again it goes on', async () => {
  const { page: other } = await blank(browser, { reducedMotion: 'reduce' });
  await other.addInitScript(() => {
    const post = MessagePort.prototype.postMessage;
    Object.assign(window, { asked: 0 });
    MessagePort.prototype.postMessage = function (/** @type {any} */ ...what) {
      /** @type {any} */ (window).asked += 1;
      return Reflect.apply(post, this, what);
    };
  });
  await reopen(other, '#v=1&surface=ackley&rules=adam&steps=2000&learning-rate=0.01');
  const rests = async () => {
    const before = await asked(other);
    for (let frame = 0; frame < 5; frame += 1) await painted(other);
    return (await asked(other)) === before;
  };
  assert.equal(await rests(), false, 'it works');
  await other.mouse.move(640, 450);
  await other.mouse.wheel(0, 5000);
  await until(other, rests, 'out of sight it waits');
  await ask(other, (figure) => (figure.scene = { surface: 'rosenbrock', steps: 5000, rules: ['adam'] }));
  assert.equal(await rests(), true);
  await other.mouse.wheel(0, -5000);
  await until(other, async () => !(await rests()), 'it goes on');
  await ask(other, (figure) => (figure.scene = { steps: 20 }));
  await until(other, rests, 'it comes to its end');
  await other.context().close();
});

test('where runs take longer than a move of the hand, a map is seen all the same while it goes on', async () => {
  await reopen(page, '#v=1&rules=adam&surface=ackley&steps=10000');
  const progress = part(page, 'map-progress');
  const from = await middle(part(page, 'start'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const prints = new Set();
  let told = 0;
  const seen = () => prints.size > 2 && told > 5;
  // A busy machine needs more of them.
  for (let move = 1; move <= 24 || (!seen() && move <= 240); move += 1) {
    await page.mouse.move(from.x - (move % 40), from.y + (move % 2));
    await painted(page);
    const { print, pixels } = await field(page);
    assert.ok(pixels > 1000 || prints.size === 0, `it is never empty again, as at move ${move}`);
    if (pixels > 1000) prints.add(print);
    if (await progress.textContent()) told += 1;
  }
  assert.ok(seen(), `${prints.size} maps, ${told} times told`);
  await page.mouse.up();
});
