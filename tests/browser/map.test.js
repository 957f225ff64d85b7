// The map of α and β is a control: its point sets both numbers, and it is computed while one looks.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, reopen } from './browser.js';
import { ask, box, drag, goTo, ink, middle, painted, part, press, pull, runs, scene, tap, thumb, until, write } from './hand.js';

/** @typedef {import('playwright-core').Page} Page */

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => reopen(page));

/** The i-th map there is. @param {number} [i] @param {Page} [on] */
const map = (i = 0, on = page) => on.locator('heavy-ball .map').nth(i);
/** @param {number} [i] @param {Page} [on] */
const handle = (i = 0, on = page) => map(i, on).locator('.handle');
/** α's slider of a map, and β's. @param {number} [axis] @param {number} [i] */
const slider = (axis = 0, i = 0) => map(i).locator('input').nth(axis);

/** A point of the first map's box, in pixels of the window. @param {number} x @param {number} y */
async function at(x, y) {
  const { x: left, y: top } = await box(map());
  return { x: left + x, y: top + y };
}

/** What the field shows. @param {Page} [on] */
const field = async (on = page) => {
  await painted(on);
  return map(0, on).locator('canvas').first().evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
    context.drawImage(canvas, 0, 0);
    const words = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    let print = 0x811c9dc5;
    for (const word of words) print = Math.imul(print ^ word, 0x01000193) >>> 0;
    return { print, colors: new Set(words).size };
  });
};

/** Waits until nothing of the map is left to do, and returns what it shows. */
async function whole() {
  let now = await field();
  let last;
  do {
    last = now.print;
    for (let frame = 0; frame < 4; frame += 1) await painted(page);
    now = await field();
  } while (now.print !== last);
  return now;
}

test('a drag of its handle sets both numbers, with the paths following, and is one entry of the history', async () => {
  const before = await scene(page);
  const picture = await ink(page, 'paths');
  const from = await middle(handle());
  await pull(page, from, { x: -40, y: 50 });
  const held = await scene(page);
  assert.ok(held.learningRate < before.learningRate && held.momentum < before.momentum, JSON.stringify(held));
  assert.ok(String(held.learningRate).length <= 7 && String(held.momentum).length <= 6, 'links read well');
  assert.notEqual((await ink(page, 'paths')).print, picture.print);
  assert.ok((await ink(page, 'ghost')).pixels > 1000, 'the paths from before stay in sight');
  const to = await middle(handle());
  assert.ok(Math.hypot(to.x - from.x + 40, to.y - from.y - 50) < 2, 'it is where the hand is');
  await page.mouse.up();
  await painted(page);
  assert.equal(await part(page, 'learning-rate-box').inputValue(), String(held.learningRate));
  assert.equal(await part(page, 'momentum-box').inputValue(), String(held.momentum));
  assert.equal((await ink(page, 'ghost')).pixels, 0);
  await press(page, 'undo');
  assert.deepEqual(await scene(page), before);
  assert.ok(await part(page, 'undo').isDisabled());
  assert.deepEqual(troubles, []);
});

test('a hand that holds still is told where it is', async () => {
  await pull(page, await middle(handle()), { x: -60, y: 20 }, 20);
  const { learningRate, momentum } = await scene(page);
  const says = async () => ((await part(page, 'map-says').textContent()) ?? '').split('\n')[0].replace(/ +/g, ' ');
  await until(page, async () => (await says()) === `α ${learningRate} β ${momentum}`, 'the numbers are those under the hand');
  await page.mouse.up();
});

test('a click anywhere chooses what is there, be it a run that leaves', async () => {
  await page.mouse.click(...spread(await at(280, 60)));
  await painted(page);
  const { learningRate, momentum } = await scene(page);
  assert.ok(learningRate > 1 && momentum > 0.9, `${learningRate} ${momentum}`);
  const point = await middle(handle());
  const there = await at(280, 60);
  assert.ok(Math.hypot(point.x - there.x, point.y - there.y) < 1.5);
  await press(page, 'undo');
  assert.ok(await part(page, 'undo').isDisabled());
});

test('the gutter left of the axis is a learning rate of 0', async () => {
  await page.mouse.click(...spread(await at(34, 150)));
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
    if (key.startsWith('Shift')) assert.ok(Math.abs(Math.log(now[of] / last[of])) < 0.015, key);
    last = now;
  }
  for (let press_ = 0; press_ < 8; press_ += 1) await page.keyboard.press('Control+z');
  await painted(page);
  assert.deepEqual(await scene(page), before);
  assert.ok(await part(page, 'undo').isDisabled(), 'each press is an entry');
});

test('a held key is one entry, and from the left end the keys come to 0 and back', async () => {
  await page.mouse.click(...spread(await at(46, 150)));
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
  const names = await map().locator('input').evaluateAll((all) => all.map((input) => [input.ariaLabel, input.getAttribute('aria-valuetext')]));
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
  assert.ok(await handle().evaluate((element) => element.hasAttribute('data-off')));
  const { x, y } = await middle(handle());
  const corner = await box(map());
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

test('the field is another one while the start is dragged, and stays when α and β are', async () => {
  const before = await whole();
  assert.ok(before.colors > 5);
  const prints = new Set([before.print]);
  const from = await middle(part(page, 'start'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let move = 1; move <= 4; move += 1) {
    await page.mouse.move(from.x + 30 * move, from.y + 12 * move);
    prints.add((await field()).print);
  }
  await page.mouse.up();
  assert.equal(prints.size, 5, 'each place has its own');
  const moved = await whole();
  await drag(page, await thumb(part(page, 'learning-rate')), { x: -30 });
  assert.equal((await field()).print, moved.print);
  await press(page, 'undo');
  await press(page, 'undo');
  assert.equal((await whole()).print, before.print);
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
  const shown = await whole();
  await form.selectOption({ label: 'Adam' });
  assert.notEqual((await whole()).print, shown.print);
  await form.selectOption({ label: 'Gradient descent' });
  await painted(page);
  assert.equal(await map().locator('input:not([hidden])').count(), 1);
  const { momentum } = await scene(page);
  await page.mouse.click(...spread(await at(120, 20)));
  await painted(page);
  const now = await scene(page);
  assert.ok(now.learningRate !== 0.05 && now.momentum === momentum);
  await form.selectOption({ label: 'COCOB' });
  await painted(page);
  assert.match(await map().innerText(), /COCOB .* no map/);
});

test('panels have a map for each form, each with a handle that moves all', async () => {
  await reopen(page, '#v=1&rules=ema heavy-ball trace&layout=panels');
  assert.equal(await page.locator('heavy-ball .map').count(), 3);
  assert.deepEqual(await page.locator('heavy-ball .one .title').allInnerTexts(), ['EMA', 'Heavy ball', 'Trace']);
  const before = await scene(page);
  const others = await Promise.all([0, 2].map(async (i) => middle(handle(i))));
  await drag(page, await middle(handle(1)), { x: -15, y: 15 });
  const now = await scene(page);
  assert.ok(now.learningRate < before.learningRate && now.momentum < before.momentum);
  for (const [j, i] of [0, 2].entries()) {
    const { x, y } = await middle(handle(i));
    assert.ok(Math.hypot(x - others[j].x + 15, y - others[j].y - 15) < 2);
  }
});

test('from here on its point acts from that step, and the run before stays as it was', async () => {
  await reopen(page, '#v=1&rules=heavy-ball trace&steps=60');
  await goTo(page, 20);
  await press(page, 'from-here');
  assert.match((await part(page, 'map-name').textContent()) ?? '', /from step 20 on/);
  const before = await runs(page);
  await drag(page, await middle(handle()), { x: -30 });
  const { learningRate, schedule } = await scene(page);
  assert.equal(learningRate, 0.05);
  assert.match(schedule, /^20:learning-rate=0\.0\d+/);
  const now = await runs(page);
  assert.deepEqual(now.Trace.points.slice(0, 21), before.Trace.points.slice(0, 21));
  assert.notDeepEqual(now.Trace.points[22], before.Trace.points[22]);
});

/** What the panel of the best pairs says, when it has found them. */
async function best() {
  await press(page, 'map-best');
  await part(page, 'best').locator('li').first().waitFor();
  return part(page, 'best').locator('li > span:first-of-type').allTextContents();
}

/** The step from which each run stays, as the figure has it. */
const converged = () => ask(page, (figure) => figure.trajectories.map((run) => run.converged));

test('the best pairs of all forms are stated with their rule, and each stays from its step when it is used', async () => {
  await reopen(page, '#v=1&surface=quadratic(condition-number=100)&start=3.5,3.5&rules=ema heavy-ball adam&steps=200&tolerance=0.01');
  const found = await best();
  assert.match(found[1], /^Heavy ball: α 0\.0\d+, β 0\.\d+, stays from step 37$/);
  const said = await part(page, 'best').innerText();
  assert.match(said, /fewest steps from which a run stays within 0.01 of a minimizer, among 65,536 pairs each, within 200 steps/);
  assert.match(said, /optimum settles from step 52: the distance shrinks to 0.8182 of itself/);
  const uses = part(page, 'best').getByRole('button', { name: 'Use the best pair' });
  for (const [i, line] of found.entries()) {
    await uses.nth(i).click();
    await painted(page);
    assert.equal((await converged())[i], Number(/step (\d+)$/.exec(line)?.[1]), line);
    const [, alpha] = /α ([\d.]+),/.exec(line) ?? [];
    assert.equal(String((await scene(page)).learningRate), alpha, 'it is the shared point');
  }
  await press(page, 'undo');
  assert.deepEqual(troubles, []);
});

for (const match of ['raw', 'matched']) {
  test(`in a race every form runs its own best pair, and undo takes it back (${match})`, async () => {
    await reopen(page, `#v=1&match=${match}&start=3.5,3.5&rules=ema heavy-ball trace&steps=100`);
    const steps = (await best()).map((line) => Number(/step (\d+)$/.exec(line)?.[1]));
    const before = await scene(page);
    await part(page, 'best').getByRole('button', { name: 'let them race' }).click();
    await painted(page);
    assert.deepEqual(await converged(), steps);
    assert.match((await scene(page)).rules[0], /^ema\(learning-rate=[\d.]+,momentum=[\d.]+\)$/);
    assert.ok(await part(page, 'best').isHidden(), 'what was said of the pairs before is over');
    assert.deepEqual(await part(page, 'map-form').locator('option').allTextContents(), ['EMA', 'Heavy ball', 'Trace']);
    const title = await box(part(page, 'map-name'));
    assert.ok(title.height < 24, 'the heading is one line');
    await press(page, 'undo');
    assert.deepEqual(await scene(page), before);
  });
}

test('where a change on the way would not reach pairs of their own, they are not raced, and it is said why', async () => {
  await reopen(page);
  assert.equal((await best()).length, 3);
  assert.match(await part(page, 'best').innerText(), /cannot race/);
  assert.equal(await part(page, 'best').getByRole('button', { name: 'let them race' }).count(), 0);
});

test('it is said where no pair is best, and where the scene became another one', async () => {
  await reopen(page, '#v=1&surface=saddle&rules=heavy-ball');
  await press(page, 'map-best');
  await until(page, async () => /no minimizer/.test(await part(page, 'best').innerText()), 'there is no minimizer');
  await reopen(page, '#v=1&steps=1&rules=heavy-ball trace&tolerance=0.0001');
  assert.deepEqual((await best()).map((line) => /none stays there/.test(line)), [true, true]);
  await write(page, 'steps', '40');
  assert.match(await part(page, 'best').innerText(), /another one now/);
  await part(page, 'best').getByRole('button', { name: 'close' }).click();
  assert.ok(await part(page, 'best').isHidden());
});

test('without a minimizer nothing is too slow, and a point says how its run ends', async () => {
  await reopen(page, '#v=1&surface=saddle&start=-1.5,0.01&steps=80&rules=heavy-ball');
  assert.match((await part(page, 'map-says').textContent()) ?? '', /Left the plot at step \d+/);
  const legend = await part(page, 'map-legend').innerText();
  assert.ok(/stays in the number range/.test(legend) && !/soon|too slow|farther/.test(legend), legend);
});

test('what theory says is said of what is in force at the playhead', async () => {
  await reopen(page);
  await write(page, 'learning-rate-box', '0.4');
  await write(page, 'momentum-box', '0.3');
  const says = async () => (await part(page, 'map-says').textContent()) ?? '';
  await goTo(page, 100);
  assert.match(await says(), /stays within 0.01 from step 41\s+Monotone from step 8 on: .* Along λ = 20.0 it swings/);
  const over = () => map().locator('canvas').nth(1).evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  const behind = await over();
  await goTo(page, 7);
  assert.match(await says(), /Diverges until step 8: α λ = 8.00 is over the limit/);
  assert.notEqual(await over(), behind, 'the lines are those of the other learning rate');
  await reopen(page, '#v=1&schedule=20:gradient=0');
  await goTo(page, 100);
  assert.match(await says(), /Coasts from step 20 on: the engine is off/);
});

test('theory’s optimum is a place to jump to', async () => {
  await reopen(page, '#v=1&surface=quadratic(condition-number=100)&start=3.5,3.5&rules=heavy-ball&steps=200');
  assert.match(await part(page, 'map-theory').innerText(), /theory’s optimum: × 0\.8182 a step/);
  await press(page, 'map-theory');
  const { learningRate, momentum } = await scene(page);
  assert.deepEqual([learningRate, momentum], [0.033058, 0.66942], 'links read well');
  assert.match((await part(page, 'map-says').textContent()) ?? '', /stays within 0.01 from step 52/);
  await press(page, 'undo');
  assert.ok(await part(page, 'undo').isDisabled());
});

test('off a quadratic theory speaks of the playhead, and its optimum is no place to jump to where the run leaves', async () => {
  await reopen(page, '#v=1&step=100&surface=goldstein-price&start=1.2,-0.6&learning-rate=0.00001&rules=heavy-ball');
  assert.equal(await part(page, 'map-theory').isVisible(), false);
  const jumps = page.locator('heavy-ball .note', { hasText: 'theory’s optimum leaves at step' });
  await jumps.waitFor();
  assert.match((await part(page, 'map-says').textContent()) ?? '', /near the playhead: /);
  // In the grey at the right, where β is high and α not over the limit, runs leave.
  const { x, y, width } = await box(map());
  await page.mouse.move(x + 0.6 * width, y + 60);
  const says = () => part(page, 'map-says').textContent();
  await until(page, async () => /leaves the number range/.test((await says()) ?? ''), 'it says what becomes of the run');
  assert.doesNotMatch((await says()) ?? '', /Ripples|Monotone|Oscillates/);
  await reopen(page, '#v=1');
  assert.match(await part(page, 'map-theory').innerText(), /theory’s optimum: ×/);
  assert.equal(await jumps.isVisible(), false);
});

/** How many tasks the map's slices have asked for so far. @param {Page} on */
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

test('a finger on the handle drags it, and one beside it scrolls the page', async () => {
  const { page: phone } = await blank(browser, { reducedMotion: 'reduce', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await reopen(phone);
  await tap(part(phone, 'map-open'));
  await until(phone, async () => (await map(0, phone).isVisible()) && (await field(phone)).colors > 5, 'the map is there');
  const touch = await phone.context().newCDPSession(phone);
  /** @param {{ x: number, y: number }} from @param {{ x: number, y: number }} by */
  const stroke = async (from, by) => {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
    for (let move = 1; move <= 8; move += 1) {
      const point = { x: from.x + (by.x * move) / 8, y: from.y + (by.y * move) / 8 };
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] });
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await painted(phone);
  };
  const before = await scene(phone);
  const at_ = await middle(handle(0, phone));
  await stroke(at_, { x: -50, y: -60 });
  const now = await scene(phone);
  assert.ok(now.learningRate < before.learningRate && now.momentum > before.momentum, JSON.stringify(now));
  const scrolled = await phone.evaluate(() => scrollY);
  const { x, y, width } = await box(map(0, phone));
  await stroke({ x: x + width - 60, y: y + 200 }, { x: 0, y: -120 });
  await phone.waitForFunction((from) => scrollY > from, scrolled);
  assert.deepEqual(await scene(phone), now);
  await phone.context().close();
});

test('on a phone it is unfolded above the dials, with the paths in sight, and folded again', async () => {
  const { page: phone } = await blank(browser, { reducedMotion: 'reduce', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await reopen(phone);
  assert.equal(await map(0, phone).isVisible(), false);
  assert.equal(await part(phone, 'map-open').innerText(), 'map');
  await tap(part(phone, 'map-open'));
  await until(phone, async () => (await map(0, phone).isVisible()) && (await field(phone)).colors > 5, 'the map is there');
  const { learningRate } = await scene(phone);
  const { x, y, width } = await box(map(0, phone));
  await phone.touchscreen.tap(x + width / 2, y + 60);
  await painted(phone);
  assert.notEqual((await scene(phone)).learningRate, learningRate);
  const plot = await box(part(phone, 'plot'));
  assert.ok(plot.y > -10 && plot.y + plot.height <= y, 'the paths are above it');
  await phone.keyboard.press('Escape');
  await painted(phone);
  assert.equal(await map(0, phone).isVisible(), false);
  assert.equal(await part(phone, 'map-open').getAttribute('aria-expanded'), 'false');
  await phone.context().close();
});

test('on a phone three maps stand beside each other, and how far they are lies over none of their names', async () => {
  const { page: phone } = await blank(browser, { reducedMotion: 'reduce', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await reopen(phone, '#v=1&rules=ema heavy-ball trace&layout=panels');
  await tap(part(phone, 'map-open'));
  await map(2, phone).waitFor();
  const last = await box(map(2, phone));
  assert.ok(last.x + last.width <= 390, JSON.stringify(last));
  const lines = await part(phone, 'map-progress').evaluate((progress) => {
    progress.textContent = '33 %';
    const names = [...(progress.parentElement?.querySelectorAll('.title') ?? [])];
    return { top: progress.getBoundingClientRect().top, names: Math.max(...names.map((name) => name.getBoundingClientRect().bottom)) };
  });
  assert.ok(lines.top >= lines.names, JSON.stringify(lines));
  await phone.context().close();
});

/** @param {{ x: number, y: number }} point @returns {[number, number]} */
function spread({ x, y }) {
  return [x, y];
}
