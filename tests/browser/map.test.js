// The map of α and β is a control: its point sets both numbers.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, box, ink, middle, painted, part, press, pull, scene, until, write } from './hand.js';
import { at, clickAt, handle, map } from './map.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => reopen(page));

/** α's slider of the first map, and β's. @param {number} [axis] */
const slider = (axis = 0) => map(page).locator('input').nth(axis);

test('a drag of its handle sets both numbers, with the paths following, and is one entry of the history', async () => {
  const before = await scene(page);
  const picture = await ink(page, 'paths');
  const from = await middle(handle(page));
  await pull(page, from, { x: -40, y: 50 });
  const held = await scene(page);
  assert.ok(held.learningRate < before.learningRate && held.momentum < before.momentum, JSON.stringify(held));
  assert.ok(String(held.learningRate).length <= 7 && String(held.momentum).length <= 6, 'links read well');
  assert.notEqual((await ink(page, 'paths')).print, picture.print);
  assert.ok((await ink(page, 'ghost')).pixels > 1000, 'the paths from before stay in sight');
  const to = await middle(handle(page));
  assert.ok(Math.hypot(to.x - from.x + 40, to.y - from.y - 50) < 2, 'it is where the hand is');
  await page.mouse.up();
  await painted(page);
  assert.equal(await part(page, 'learning-rate-box').inputValue(), String(held.learningRate));
  assert.equal(await part(page, 'momentum-box').inputValue(), String(held.momentum));
  assert.equal((await ink(page, 'ghost')).pixels, 0);
  await press(page, 'undo');
  assert.deepEqual(await scene(page), before);
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
  assert.deepEqual(troubles, []);
});

test('a hand that holds still is told where it is', async () => {
  await pull(page, await middle(handle(page)), { x: -60, y: 20 }, 20);
  const { learningRate, momentum } = await scene(page);
  const says = async () => ((await part(page, 'map-says').textContent()) ?? '').split('\n')[0].replace(/ +/g, ' ');
  await until(page, async () => (await says()) === `α ${learningRate} β ${momentum}`, 'the numbers are those under the hand');
  await page.mouse.up();
});

test('under a mouse that rests, what keys move is told of, and so is what a hand has let go of', async () => {
  const says = async () => ((await part(page, 'map-says').textContent()) ?? '').split('\n')[0].replace(/ +/g, ' ');
  const told = async () => {
    const { learningRate, momentum } = await scene(page);
    await until(page, async () => (await says()) === `α ${learningRate} β ${momentum}`, 'the numbers are those of the point');
  };
  const { x, y } = await middle(handle(page));
  await page.mouse.move(x + 6, y + 5);
  await page.mouse.down();
  await page.mouse.up();
  await told();
  await page.keyboard.press('ArrowLeft');
  await told();
});

test('a click anywhere chooses what is there, be it a run that leaves', async () => {
  await clickAt(page, 280, 60);
  await painted(page);
  const { learningRate, momentum } = await scene(page);
  assert.ok(learningRate > 1 && momentum > 0.9, `${learningRate} ${momentum}`);
  const point = await middle(handle(page));
  const there = await at(page, 280, 60);
  assert.ok(Math.hypot(point.x - there.x, point.y - there.y) < 1.5);
  await press(page, 'undo');
  await until(page, () => part(page, 'undo').isDisabled(), 'nothing is left to undo');
});

test('the gutter left of the axis is a learning rate of 0', async () => {
  await clickAt(page, 34, 150);
  await painted(page);
  const { learningRate, momentum } = await scene(page);
  assert.equal(learningRate, 0);
  assert.ok(momentum > 0 && momentum < 1);
});

test('arrow keys move both numbers, Shift more finely, and every press changes something', async () => {
  const before = await scene(page);
  await slider().focus();
  let last = before;
  for (const key of ['ArrowRight', 'ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowLeft', 'Shift+ArrowDown', 'ArrowLeft', 'ArrowDown']) {
    await page.keyboard.press(key);
    await painted(page);
    const now = await scene(page);
    const across = /Left|Right/.test(key);
    const [of, other] = across ? /** @type {const} */ (['learningRate', 'momentum']) : /** @type {const} */ (['momentum', 'learningRate']);
    const grows = /Right|Up/.test(key);
    assert.ok(grows ? now[of] > last[of] : now[of] < last[of], `${key}: from ${last[of]} to ${now[of]}`);
    assert.equal(now[other], last[other], `${key} leaves the other alone`);
    const said = await ask(page, (figure) => figure.shadowRoot?.activeElement?.getAttribute('aria-valuetext'));
    assert.match(`${said}`, across ? /^learning rate / : /^momentum /, `${key}: the slider that moves is the one that is heard`);
    if (key.startsWith('Shift')) assert.ok(Math.abs(Math.log(now[of] / last[of])) < 0.015, key);
    last = now;
  }
  for (let press_ = 0; press_ < 8; press_ += 1) await page.keyboard.press('Control+z');
  await painted(page);
  assert.deepEqual(await scene(page), before);
  await until(page, () => part(page, 'undo').isDisabled(), 'each press is an entry');
});

test('a held key is one entry, and from the left end the keys come to 0 and back', async () => {
  await clickAt(page, 46, 150);
  await slider().focus();
  await page.keyboard.down('ArrowLeft');
  for (let repeat = 0; repeat < 8; repeat += 1) await page.keyboard.down('ArrowLeft');
  await page.keyboard.up('ArrowLeft');
  await painted(page);
  assert.equal((await scene(page)).learningRate, 0);
  await press(page, 'undo');
  assert.ok((await scene(page)).learningRate > 0);
  await press(page, 'redo');
  await slider().focus();
  await page.keyboard.press('ArrowRight');
  await painted(page);
  const low = (await scene(page)).learningRate;
  assert.ok(low > 0 && low <= 0.00101, `${low}`);
});

test('a screen reader finds two sliders with names and values', async () => {
  const names = await map(page).locator('input').evaluateAll((all) => all.map((input) => [input.ariaLabel, input.getAttribute('aria-valuetext')]));
  assert.deepEqual(names.map(([name]) => name), ['learning rate α, map of Heavy ball', 'momentum β, map of Heavy ball']);
  assert.match(names[0][1] ?? '', /^learning rate 0\.05/);
  assert.match(names[1][1] ?? '', /^momentum 0\.9/);
  // What it does to a slider is an input without any key.
  await slider(1).evaluate((input) => {
    /** @type {HTMLInputElement} */ (input).value = '100';
    input.dispatchEvent(new Event('input'));
    input.dispatchEvent(new Event('change'));
  });
  await painted(page);
  const { momentum, learningRate } = await scene(page);
  assert.ok(momentum > 0.3 && momentum < 0.6, `${momentum}`);
  assert.equal(learningRate, 0.05);
});

test('none of its keys reaches the host', async () => {
  await page.evaluate(() => addEventListener('keydown', (event) => Object.assign(window, { leaked: event.key })));
  await slider().focus();
  for (const key of ['ArrowLeft', 'ArrowUp', 'Home', 'PageUp']) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).leaked), undefined);
});

test('a point off the axes stands at the edge as an arrow and is not moved', async () => {
  await write(page, 'learning-rate-box', '40');
  await write(page, 'momentum-box', '1.2');
  const before = await scene(page);
  assert.deepEqual([before.learningRate, before.momentum], [40, 1.2]);
  assert.ok(await handle(page).evaluate((element) => element.hasAttribute('data-off')));
  const { x, y } = await middle(handle(page));
  const corner = await box(map(page));
  assert.ok(x > corner.x + corner.width - 10 && y < corner.y + 10);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.up();
  await slider().focus();
  await page.keyboard.press('ArrowRight');
  await painted(page);
  assert.deepEqual(await scene(page), before);
  await page.keyboard.press('ArrowLeft');
  await painted(page);
  const { learningRate, momentum } = await scene(page);
  assert.ok(learningRate < 11, 'inwards it comes back to the axis');
  assert.equal(momentum, 1.2, 'the other number is left where it is');
});

test('a click chooses the very run that was read there, and a drag begins beyond an unsteady hand', async () => {
  const says = async () => ((await part(page, 'map-says').textContent()) ?? '').split('\n').slice(0, 2).join(' ');
  for (const [x, y] of [[75.3, 88], [151, 190.4], [203.7, 120.2]]) {
    const to = await at(page, x, y);
    await page.mouse.move(to.x, to.y);
    await until(page, async () => (await says()).endsWith('.'), 'what becomes of it is read');
    const read = await says();
    await page.mouse.down();
    await page.mouse.move(to.x + 1, to.y + 1);
    await page.mouse.up();
    await painted(page);
    const { learningRate, momentum } = await scene(page);
    assert.ok(read.startsWith(`α ${learningRate}  β ${momentum} `), `${read}: ${learningRate} ${momentum}`);
    await page.mouse.move(5, 5);
    await until(page, async () => (await says()) === read, `${read} is said of the run itself`);
  }
});

test('Home and the arrows come to the end of an axis also where the slider seems to be there', async () => {
  for (const [alpha, key] of [['0.001', 'Home'], ['0.000001', 'Home'], ['0.000001', 'ArrowLeft']]) {
    await write(page, 'learning-rate-box', alpha);
    await slider(0).focus();
    await page.keyboard.press(key);
    await painted(page);
    assert.equal((await scene(page)).learningRate, 0, `${alpha} ${key}`);
  }
  await write(page, 'momentum-box', '0.002');
  await slider(1).focus();
  await page.keyboard.press('Home');
  await painted(page);
  assert.equal((await scene(page)).momentum, 0);
  await page.keyboard.press('End');
  await painted(page);
  assert.ok((await scene(page)).momentum > 0.99);
});
