// The numbers that have to come out, read from the element after a reader's hand has made them.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { goTo, inFigure, middle, part, runs, scene, until, write } from './hand.js';

/** ½(x² + 20 y²) from (3.5, 3.5), 100 steps of all three forms with the same α. */
const QUESTION =
  '#v=1&surface=quadratic(condition-number=20)&start=3.5,3.5&steps=100&rules=ema heavy-ball trace&learning-rate=0.05&momentum=0.9&match=raw';
const BETA = 0.9;

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => reopen(page, QUESTION));

/**
 * The loss after the last step, in two digits.
 * @param {{ losses: number[] }} run
 */
function last({ losses }) {
  assert.equal(losses.length, 101);
  return losses[100].toExponential(1);
}

/**
 * A run's steps, each as the way from one point to the next.
 * @param {{ points: [number, number][] }} run
 * @returns {[number, number][]}
 */
function ways({ points }) {
  return points.slice(1).map(([x, y], at) => [x - points[at][0], y - points[at][1]]);
}

/** @param {[number, number][]} found @param {[number, number][]} expected */
function near(found, expected) {
  assert.equal(found.length, expected.length);
  found.forEach(([x, y], at) => {
    const off = Math.hypot(x - expected[at][0], y - expected[at][1]);
    assert.ok(off < 1e-12, `entry ${at} is off by ${off}`);
  });
}

test('after 100 steps the EMA has a loss of 1.8e-3, heavy ball and trace the same 3.8e-4', async () => {
  const { EMA, 'Heavy ball': ball, Trace } = await runs(page);
  assert.equal(last(EMA), '1.8e-3');
  assert.equal(last(ball), '3.8e-4');
  assert.equal(last(Trace), '3.8e-4');
  near(ball.points, Trace.points);
  assert.deepEqual(troubles, []);
});

test('α times ten, written into its box, gives the EMA the 3.8e-4 of the others', async () => {
  const before = await runs(page);
  await write(page, 'learning-rate-box', '0.5');
  assert.equal((await scene(page)).learningRate, 0.5);
  const { EMA } = await runs(page);
  assert.equal(last(EMA), '3.8e-4');
  near(EMA.points, before['Heavy ball'].points);
});

test('α dropped to a tenth from step 10 on, by hand, parts trace and heavy ball', async () => {
  const before = await runs(page);
  await goTo(page, 10);
  await part(page, 'from-here').click();
  await write(page, 'learning-rate-box', '0.005');
  const { learningRate, schedule } = await scene(page);
  assert.deepEqual({ learningRate, schedule }, { learningRate: 0.05, schedule: '10:learning-rate=0.005' });
  const { 'Heavy ball': ball, Trace } = await runs(page);
  near(ball.points.slice(0, 11), before['Heavy ball'].points.slice(0, 11));
  near(ball.points.slice(0, 11), Trace.points.slice(0, 11));
  const two = (/** @type {number[]} */ point) => point.map((number) => number.toFixed(2));
  assert.deepEqual(two(Trace.points[14]), ['-1.16', '0.70']);
  assert.deepEqual(two(ball.points[14]), ['-2.22', '5.76']);
});

test('with α = 0 after step 30 trace and EMA stop dead while heavy ball coasts', async () => {
  await goTo(page, 30);
  await part(page, 'from-here').click();
  await write(page, 'learning-rate-box', '0');
  assert.equal((await scene(page)).schedule, '30:learning-rate=0');
  const { EMA, 'Heavy ball': ball, Trace } = await runs(page);
  for (const { points } of [EMA, Trace]) {
    assert.notDeepEqual(points[29], points[30]);
    for (let step = 31; step <= 100; step += 1) assert.deepEqual(points[step], points[30]);
  }
  near(ways(ball).slice(30), coast(ways(ball)[29]));
});

test('with the gradient cut after step 30 all three coast', async () => {
  await goTo(page, 30);
  await part(page, 'mark').click();
  await page.keyboard.type('gradient=0');
  await page.keyboard.press('Enter');
  assert.equal((await scene(page)).schedule, '30:gradient=0');
  for (const run of Object.values(await runs(page))) near(ways(run).slice(30), coast(ways(run)[29]));
});

/**
 * Seventy steps that each are β times the one before.
 * @param {[number, number]} way the step before them
 * @returns {[number, number][]}
 */
function coast([x, y]) {
  return Array.from({ length: 70 }, (_, at) => [x * BETA ** (at + 1), y * BETA ** (at + 1)]);
}

test('each card says the loss at the playhead, and so does the chart under the pointer, for all', async () => {
  await goTo(page, 100);
  const cards = inFigure(page, '.card:has(.recurrence) .facts span:first-child');
  const atLast = 'loss − f* 0.00179,loss − f* 3.75e−4,loss − f* 3.75e−4';
  await until(page, async () => String(await cards.allTextContents()) === atLast, 'the cards say the losses at the end');
  await goTo(page, 20);
  const { x } = await middle(part(page, 'needle'));
  const chart = await middle(part(page, 'chart'));
  await goTo(page, 100);
  await page.mouse.move(x, chart.y);
  const said = part(page, 'readout');
  await until(page, async () => (await said.textContent()) !== '', 'the losses are said');
  const [ema, heavy, trace] = Object.values(await runs(page)).map(({ losses }) => losses[20]);
  const numbers = /^step 20 {2}loss − f\*: EMA (\S+) {2}Heavy ball (\S+) {2}Trace (\S+)$/.exec((await said.textContent()) ?? '');
  [ema, heavy, trace].forEach((loss, i) => near([[Number(numbers?.[i + 1]), 0]], [[Number(loss.toPrecision(3)), 0]]));
  await page.mouse.move(x, 1);
  await until(page, async () => !(await said.textContent())?.startsWith('step'), 'nothing is said of the chart');
});
