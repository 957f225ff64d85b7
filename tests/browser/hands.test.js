// What one hand has not ended as another begins: a number that is typed and not set, a second finger, a second click.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { PHONE, blank, launch, reopen } from './browser.js';
import { ask, box, drag, inFigure, middle, painted, part, pull, scene, step, tap, thumb, until } from './hand.js';
import { field, handle, map } from './map.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
const { page: phone, troubles: phoneTroubles } = await blank(browser, PHONE);
const devtools = await phone.context().newCDPSession(phone);

const schedule = async () => (await scene(page)).schedule;

/** Presses the chart at a share of its width. @param {number} share */
async function pressChart(share) {
  const { x, y, width, height } = await box(part(page, 'chart'));
  await page.mouse.click(x + width * share, y + height / 2);
  await painted(page);
}

/** Types over what stands in a box, and does not set it. @param {string} name @param {string} text */
async function type(name, text) {
  await part(page, `${name}-box`).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Of fingers that are lifted, those are named. @param {'touchStart' | 'touchMove' | 'touchEnd'} kind @param {{ x: number, y: number, id: number }[]} touchPoints */
async function touch(kind, ...touchPoints) {
  await devtools.send('Input.dispatchTouchEvent', { type: kind, touchPoints });
  await painted(phone);
}

test('a number that was typed acts from the step at which it was typed, wherever the loss is pressed then', async () => {
  for (const share of [0.75, 0.999]) {
    await reopen(page, '#v=1&steps=40&step=20');
    await part(page, 'from-here').click();
    await type('learning-rate', '0.01');
    await pressChart(share);
    assert.equal(await schedule(), '20:learning-rate=0.01');
    assert.ok((await step(page)) > 25);
  }
});

test('a number that was typed and the drag after it are two entries', async () => {
  for (const begin of [() => thumb(part(page, 'learning-rate')), () => middle(part(page, 'start'))]) {
    await reopen(page, '#v=1');
    await type('momentum', '0.5');
    await drag(page, await begin(), { x: 30 });
    await page.keyboard.press('Control+z');
    assert.equal((await scene(page)).momentum, 0.5, 'the drag alone is taken back');
    await page.keyboard.press('Control+z');
    assert.equal((await scene(page)).momentum, 0.9);
  }
});

test('who has pressed the loss goes on by keys', async () => {
  await reopen(page, '#v=1&steps=100');
  const { learningRate } = await scene(page);
  await part(page, 'learning-rate').focus();
  await page.keyboard.press('ArrowRight');
  await pressChart(0.5);
  const there = await step(page);
  await page.keyboard.press('ArrowRight');
  await painted(page);
  assert.equal(await step(page), there + 1);
  await page.keyboard.press('Control+z');
  assert.equal((await scene(page)).learningRate, learningRate);
});

test('a number that is typed while it plays acts where the hand took hold, the one of the step before, too', async () => {
  await reopen(page, '#v=1&steps=400&step=0&schedule=8:learning-rate=x0.2');
  await part(page, 'from-here').click();
  await ask(page, (figure) => figure.play());
  await until(page, async () => (await step(page)) > 10, 'it is past the change');
  await type('learning-rate', '0.05');
  await page.keyboard.press('Enter');
  await painted(page);
  assert.equal(await ask(page, (figure) => figure.playing), false);
  assert.match(await schedule(), /^8:learning-rate=x0\.2; \d+:learning-rate=0\.05$/);
});

test('a double click on what opens the form of a change makes none', async () => {
  await page.setViewportSize({ width: 1280, height: 1000 });
  for (const at of [5, 20, 30]) {
    await reopen(page, `#v=1&steps=40&step=${at}`);
    const { x, y } = await middle(part(page, 'mark'));
    await page.mouse.dblclick(x, y);
    await painted(page);
    assert.equal(await schedule(), '');
  }
  assert.deepEqual(troubles, []);
});

test('a second finger neither takes the handle of the map nor lets it go', async () => {
  await reopen(phone);
  await tap(part(phone, 'map-open'));
  await until(phone, async () => (await map(phone).isVisible()) && (await field(phone)).colors > 5, 'the map is there');
  const first = { ...(await middle(handle(phone))), id: 1 };
  const { x, y } = await box(map(phone));
  const second = { x: x + 220, y: y + 40, id: 2 };
  const moved = { ...first, x: first.x - 30 };
  await touch('touchStart', first);
  await touch('touchMove', moved);
  const held = await scene(phone);
  await touch('touchStart', moved, second);
  await touch('touchMove', moved, { ...second, x: second.x + 4 });
  assert.deepEqual(await scene(phone), held);
  await touch('touchEnd', second);
  await touch('touchMove', { ...moved, x: moved.x - 30 });
  assert.ok((await scene(phone)).learningRate < held.learningRate, 'the first one still drags');
  await touch('touchEnd');
});

test('a second finger does not take the playhead', async () => {
  await reopen(phone, '#v=1&steps=40');
  const { x, y, width, height } = await box(part(phone, 'chart'));
  const at = (/** @type {number} */ share, /** @type {number} */ id) => ({ x: x + width * share, y: y + height / 2, id });
  await touch('touchStart', at(0.3, 1));
  await touch('touchMove', at(0.35, 1));
  const held = await step(phone);
  await touch('touchStart', at(0.35, 1), at(0.8, 2));
  assert.equal(await step(phone), held);
  await touch('touchEnd', at(0.8, 2));
  await touch('touchMove', at(0.6, 1));
  assert.ok((await step(phone)) > held, 'the first one still drags');
  await touch('touchEnd');
});

test('a second finger on the start does not move it', async () => {
  await reopen(phone);
  const { x, y } = await middle(part(phone, 'start'));
  const first = { x: x + 40, y, id: 1 };
  await touch('touchStart', { ...first, x });
  await touch('touchMove', first);
  const { start } = await scene(phone);
  const second = { x: first.x + 12, y: y + 8, id: 2 };
  await touch('touchStart', first, second);
  for (const by of [5, 25]) await touch('touchMove', first, { ...second, x: second.x + by });
  assert.deepEqual((await scene(phone)).start, start);
  await touch('touchEnd');
  assert.deepEqual(phoneTroubles, []);
});

for (const [which, order] of /** @type {const} */ ([['first', [0, 1]], ['second', [1, 0]]])) {
  test(`two fingers zoom, too, where the ${which} one is on the start`, async () => {
    await reopen(phone);
    const before = await scene(phone);
    const { x, y } = await middle(part(phone, 'start'));
    const both = (/** @type {number} */ apart) => order.map((i) => ({ x: x + 60 * i + apart * (i ? 1 : -0.1), y, id: i + 1 }));
    await touch('touchStart', both(0)[0]);
    await touch('touchMove', both(4)[0]);
    await touch('touchStart', ...both(4));
    for (const apart of [20, 40, 60]) await touch('touchMove', ...both(apart));
    await touch('touchEnd');
    assert.ok(await part(phone, 'home').isVisible(), 'the view is another one');
    assert.deepEqual(await scene(phone), before);
    assert.deepEqual(phoneTroubles, []);
  });
}

test('what the map does not move keeps its own words in a change', async () => {
  await reopen(page, '#v=1&rules=heavy-ball&step=20&schedule=8:learning-rate=x0.2');
  await part(page, 'from-here').click();
  await inFigure(page, '.map input').nth(1).focus();
  await page.keyboard.press('ArrowUp');
  await painted(page);
  assert.match(await schedule(), /^8:learning-rate=x0\.2; 20:momentum=0\.9\d+$/);
});

/** What can be dragged: where it is taken, and what the drag changes. @type {Record<string, [() => Promise<{ x: number, y: number }>, () => Promise<unknown>]>} */
const DRAGGED = {
  'the start': [() => middle(part(page, 'start')), async () => (await scene(page)).start],
  'the point of a map': [() => middle(handle(page)), async () => [(await scene(page)).learningRate, (await scene(page)).momentum]],
  'a change': [() => middle(inFigure(page, '.marker span').first()), schedule],
  'the playhead': [() => middle(part(page, 'chart')), () => step(page)],
  'a slider': [() => thumb(part(page, 'learning-rate')), async () => (await scene(page)).learningRate],
};
for (const [what, [at, look]] of Object.entries(DRAGGED)) {
  test(`Escape calls the drag of ${what} off: all is as before, until it is taken again`, async () => {
    await reopen(page, '#v=1&rules=heavy-ball&steps=40&step=5&learning-rate=0.05123&schedule=10:momentum=0.5');
    const undo = () => part(page, 'undo').isDisabled();
    const [before, nothing, from] = [await look(), await undo(), await at()];
    await pull(page, from, { x: 30 });
    assert.notDeepEqual(await look(), before);
    await page.keyboard.press('Escape');
    await painted(page);
    assert.deepEqual(await look(), before);
    // A hand may take its time to let go.
    await page.mouse.move(from.x + 60, from.y);
    await page.mouse.up();
    await painted(page);
    assert.deepEqual(await look(), before);
    assert.equal(await undo(), nothing, 'it is no entry of the history');
    assert.ok(await part(page, 'editor').isHidden());
    await drag(page, await at(), { x: 30 });
    assert.notDeepEqual(await look(), before);
    assert.deepEqual(troubles, []);
  });
}
