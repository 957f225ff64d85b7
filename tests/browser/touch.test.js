// A finger drags what is there to drag, and scrolls the page everywhere else.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { PHONE, blank, launch, reopen } from './browser.js';
import { ask, box, inFigure, middle, painted, part, press, scene, step, thumb, until, write } from './hand.js';

/** @typedef {import('./hand.js').Point} Point */

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, PHONE);
const devtools = await page.context().newCDPSession(page);
beforeEach(() => reopen(page));

/** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {Point[]} touchPoints */
const touch = (type, ...touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });

/** A finger goes down, moves and is lifted. @param {Point} from @param {Partial<Point>} by */
async function swipe(from, { x = 0, y = 0 }) {
  await touch('touchStart', from);
  for (let move = 1; move <= 10; move += 1) await touch('touchMove', { x: from.x + (x * move) / 10, y: from.y + (y * move) / 10 });
  await touch('touchEnd');
  await painted(page);
}

const scrolled = () => page.evaluate(() => scrollY);

test('a finger on the plot scrolls the page and moves nothing in the figure', async () => {
  const before = await scene(page);
  await swipe(await middle(part(page, 'plot')), { y: -200 });
  await page.waitForFunction(() => scrollY > 100);
  assert.deepEqual(await scene(page), before);
  assert.ok(await part(page, 'home').isHidden(), 'nor does it pan');
});

test('a finger on the start drags it, and the page stays', async () => {
  const from = await middle(part(page, 'start'));
  await swipe(from, { x: 90, y: 60 });
  const to = await middle(part(page, 'start'));
  assert.ok(Math.hypot(to.x - from.x - 90, to.y - from.y - 60) < 1.5, JSON.stringify({ from, to }));
  assert.equal(await scrolled(), 0);
  // By mouse: a tap so soon after a quick finger only stops the fling, in Chromium.
  await press(page, 'undo');
  await until(page, () => part(page, 'undo').isDisabled(), 'one drag is one entry');
});

test('in panels a finger drags the start in each of them, and one that only rests on it moves nothing', async () => {
  await reopen(page, '#v=1&layout=panels&rules=ema heavy-ball trace');
  const plot = await box(part(page, 'plot'));
  const handle = await middle(part(page, 'start'));
  // Two panels beside each other have half of it each, but for a gap.
  const from = { x: handle.x + plot.width / 2, y: handle.y };
  const { start } = await scene(page);
  await swipe(from, {});
  assert.deepEqual((await scene(page)).start, start);
  await swipe(from, { x: 5, y: -30 });
  const now = await middle(part(page, 'start'));
  assert.ok(Math.hypot(now.x - handle.x - 5, now.y - handle.y + 30) < 1.5, JSON.stringify({ handle, now }));
  assert.equal(await scrolled(), 0);
  await press(page, 'undo');
  await until(page, () => part(page, 'undo').isDisabled(), 'one drag is one entry');
});

test('a finger along a slider drags it, and the page stays', async () => {
  const before = await scene(page);
  const from = await thumb(part(page, 'learning-rate'));
  const stood = await scrolled();
  await swipe(from, { x: -70 });
  const { learningRate } = await scene(page);
  assert.ok(learningRate < before.learningRate / 2, `${learningRate}`);
  assert.equal(await scrolled(), stood);
});

test('a finger along the loss seeks, and the page stays', async () => {
  const chart = await box(part(page, 'chart'));
  await swipe({ x: chart.x + chart.width * 0.8, y: chart.y + chart.height / 2 }, { x: -chart.width * 0.5 });
  const now = await step(page);
  assert.ok(now > 10 && now < 40, `step ${now}`);
  assert.equal(await scrolled(), 0);
});

for (const name of ['learning-rate', 'condition-number']) {
  test(`a finger that scrolls from the track of ${name} on leaves its value, and what plays goes on`, async () => {
    const slider = name === 'condition-number' ? inFigure(page, '.knob input[type="range"]').first() : part(page, name);
    await slider.evaluate((input) => input.scrollIntoView({ block: 'center' }));
    await ask(page, (figure) => figure.seek(40));
    await painted(page);
    const [before, stood, shown] = [await scene(page), await scrolled(), await slider.inputValue()];
    const track = await box(slider);
    await swipe({ x: track.x + track.width * 0.55, y: track.y + track.height / 2 }, { y: -300 });
    await page.waitForFunction((from) => scrollY > from + 100, stood);
    await painted(page);
    assert.deepEqual(await scene(page), before);
    assert.equal(await slider.inputValue(), shown, 'the thumb is back, too');
    assert.equal(await step(page), 40);
    await until(page, () => part(page, 'undo').isDisabled(), 'it is no entry of the history');
    await ask(page, (figure) => figure.play());
    await swipe({ x: track.x + track.width * 0.55, y: (await middle(slider)).y }, { y: -200 });
    assert.ok(await ask(page, (figure) => figure.playing));
  });
}

test('a finger that scrolls from the loss on leaves the playhead where it was', async () => {
  const chart = await box(part(page, 'chart'));
  await ask(page, (figure) => figure.seek(40));
  await swipe({ x: chart.x + chart.width * 0.8, y: chart.y + chart.height / 2 }, { y: -300 });
  await page.waitForFunction(() => scrollY > 100);
  await painted(page);
  assert.equal(await step(page), 40);
});

for (const name of ['.marker span', '.needle']) {
  test(`a finger that scrolls from ${name} on leaves the changes and the playhead where they were`, async () => {
    await reopen(page, '#v=1&schedule=30:learning-rate=0&step=100');
    const before = await scene(page);
    const { x, y, width } = await box(inFigure(page, name).first());
    await swipe({ x: x + width / 2, y: y + 8 }, { x: 12, y: -300 });
    await page.waitForFunction(() => scrollY > 100);
    await painted(page);
    assert.deepEqual(await scene(page), before);
    assert.equal(await step(page), 100);
    await until(page, () => part(page, 'undo').isDisabled(), 'it is no entry of the history');
  });
}

test('a finger on the words of a change moves it along the loss, and the page stays', async () => {
  await reopen(page, '#v=1&schedule=30:learning-rate=0&step=100');
  const { x, y } = await box(inFigure(page, '.marker span').first());
  await swipe({ x: x + 20, y: y + 8 }, { x: 80, y: 3 });
  assert.match(/** @type {string} */ ((await scene(page)).schedule), /^(4\d|5\d|6\d):learning-rate=0$/);
  assert.equal(await scrolled(), 0);
});

test('a tap on the plot puts the start there', async () => {
  const plot = await box(part(page, 'plot'));
  const point = { x: plot.x + plot.width * 0.7, y: plot.y + plot.height * 0.7 };
  await page.touchscreen.tap(point.x, point.y);
  await painted(page);
  const to = await middle(part(page, 'start'));
  assert.ok(Math.hypot(to.x - point.x, to.y - point.y) < 1.5, JSON.stringify({ point, to }));
});

test('two quick taps at two places put the start at the second one', async () => {
  const plot = await box(part(page, 'plot'));
  const [first, second] = [0.3, 0.7].map((share) => ({ x: plot.x + plot.width * share, y: plot.y + plot.height * share }));
  const tap = async (/** @type {Point} */ point) => (await touch('touchStart', point), touch('touchEnd'));
  await tap(first);
  await tap(second);
  await painted(page);
  const to = await middle(part(page, 'start'));
  assert.ok(Math.hypot(to.x - second.x, to.y - second.y) < 1.5, JSON.stringify({ second, to }));
});

test('a tap on the start that waits at the border shows it', async () => {
  await reopen(page, '#v=1&start=50,50&rules=ema');
  const start = part(page, 'start');
  assert.ok(await start.evaluate((each) => each.hasAttribute('data-outside')));
  const { x, y } = await middle(start);
  await page.touchscreen.tap(x, y);
  await painted(page);
  assert.ok(await start.evaluate((each) => !each.hasAttribute('data-outside')));
});

test('two fingers zoom the plot and do not scroll the page', async () => {
  const { x, y } = await middle(part(page, 'plot'));
  await touch('touchStart', { x: x - 40, y }, { x: x + 40, y });
  for (let move = 1; move <= 8; move += 1) await touch('touchMove', { x: x - 40 - 8 * move, y }, { x: x + 40 + 8 * move, y });
  await touch('touchEnd');
  await painted(page);
  assert.ok(await part(page, 'home').isVisible());
  assert.equal(await scrolled(), 0);
  assert.equal(await page.evaluate(() => visualViewport?.scale), 1, 'it is the plot that grows');
  assert.deepEqual(troubles, []);
});

test('who draws a zoomed plot to the side with one finger is told that two move it, and nobody else is', async () => {
  await part(page, 'wheel').evaluate((line) => {
    const real = line.animate.bind(line);
    Object.assign(window, { told: [] });
    line.animate = (...how) => {
      /** @type {any} */ (window).told.push(line.textContent);
      return real(...how);
    };
  });
  const told = () => page.evaluate(() => /** @type {any} */ (window).told);
  const center = await middle(part(page, 'plot'));
  await swipe(center, { x: -90 });
  await press(page, 'nearer');
  await touch('touchStart', { x: center.x - 40, y: center.y }, { x: center.x + 40, y: center.y });
  for (let move = 1; move <= 8; move += 1) await touch('touchMove', { x: center.x - 40 + 8 * move, y: center.y }, { x: center.x + 40 + 8 * move, y: center.y });
  await touch('touchEnd');
  await swipe(await middle(part(page, 'start')), { x: 60 });
  await swipe(center, { x: 30, y: -120 });
  await page.waitForFunction(() => scrollY > 60);
  assert.deepEqual(await told(), [], 'neither at home, nor two fingers, nor who drags the start or scrolls');
  await page.evaluate(() => scrollTo(0, 0));
  await painted(page);
  await swipe(center, { x: -90 });
  assert.deepEqual(await told(), ['two fingers move the view']);
});

test('where a number may be negative a phone is asked for keys with a minus', async () => {
  const keys = await inFigure(page, 'input.box[inputmode]').evaluateAll((all) => all.map((each) => [each.getAttribute('aria-label'), each.getAttribute('inputmode')]));
  const asked = Object.fromEntries(keys);
  for (const name of ['Start, x', 'Start, y', 'momentum β, number']) assert.equal(asked[name], 'text', name);
  for (const name of ['learning rate α, number', 'Tolerance']) assert.equal(asked[name], 'decimal', name);
  const knobs = keys.filter(([name]) => /^(rotation|condition number)/.test(name ?? ''));
  assert.deepEqual(knobs.map(([, mode]) => mode), ['decimal', 'text']);
});

test('a keyboard that makes the window lower leaves a box, and what is wrong in it, in sight', async () => {
  await page.evaluate(() => scrollTo(0, 290));
  const seen = (/** @type {string} */ name) => part(page, name).evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return element.contains(/** @type {ShadowRoot} */ (element.getRootNode()).elementFromPoint(x + width / 2, y + height / 2));
  });
  await part(page, 'steps').tap();
  await page.setViewportSize({ width: 390, height: 500 });
  await until(page, () => seen('steps'), 'the box is in sight');
  await write(page, 'steps', '200000');
  assert.ok(await seen('steps') && await seen('start-problem'));
  const stood = await scrolled();
  await part(page, 'momentum-box').tap();
  await page.setViewportSize({ width: 390, height: 380 });
  await painted(page);
  assert.equal(await scrolled(), stood, 'a box of the dials is in sight where it is');
  await page.setViewportSize(PHONE.viewport);
});

test('in panels no button lies on a run until it is zoomed', async () => {
  await reopen(page, '#v=1&layout=panels&rules=ema heavy-ball trace nesterov');
  const tools = part(page, 'tools');
  const seen = () => tools.evaluate((element) => [getComputedStyle(element).opacity, getComputedStyle(element).pointerEvents]);
  assert.deepEqual(await seen(), ['0', 'none']);
  const { x, y } = await middle(part(page, 'plot'));
  await page.touchscreen.tap(x, y);
  await painted(page);
  assert.deepEqual(await seen(), ['0', 'none'], 'nor after a tap');
  await part(page, 'nearer').focus();
  assert.deepEqual(await seen(), ['1', 'auto'], 'the keyboard comes to them');
  await page.keyboard.press('Enter');
  await part(page, 'start').focus();
  await until(page, async () => (await seen()).join() === '1,auto', 'they are there to come back by');
});

test('who unfolds the map far down the page gets back there when it is folded, unless the page was scrolled', async () => {
  const tap = async () => {
    const { x, y } = await middle(part(page, 'map-open'));
    await page.touchscreen.tap(x, y);
  };
  await page.evaluate(() => scrollTo(0, 1200));
  await painted(page);
  await tap();
  await page.waitForFunction(() => scrollY < 400);
  await tap();
  await page.waitForFunction(() => scrollY === 1200);
  await tap();
  await page.waitForFunction(() => scrollY < 400);
  await page.evaluate(() => scrollTo(0, 700));
  await painted(page);
  await tap();
  await painted(page);
  assert.ok((await scrolled()) < 800, 'it stays where the reader went');
});
