// The map under a finger, and where there is little room.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { PHONE, blank, host, launch, ready, reopen } from './browser.js';
import { box, inFigure, middle, painted, part, scene, tap, until } from './hand.js';
import { field, handle, map } from './map.js';

const browser = await launch();
after(() => browser.close());

test('a finger on the handle drags it, and one beside it scrolls the page', async () => {
  const { page: phone } = await blank(browser, PHONE);
  await reopen(phone);
  await tap(part(phone, 'map-open'));
  await until(phone, async () => (await map(phone).isVisible()) && (await field(phone)).colors > 5, 'the map is there');
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
  const finger = await middle(handle(phone));
  await stroke(finger, { x: -50, y: -60 });
  const now = await scene(phone);
  assert.ok(now.learningRate < before.learningRate && now.momentum > before.momentum, JSON.stringify(now));
  const scrolled = await phone.evaluate(() => scrollY);
  const { x, y, width } = await box(map(phone));
  await stroke({ x: x + width - 60, y: y + 200 }, { x: 0, y: -120 });
  await phone.waitForFunction((from) => scrollY > from, scrolled);
  assert.deepEqual(await scene(phone), now);
  await phone.context().close();
});

test('on a phone it is unfolded above the dials, with the paths in sight, and folded again', async () => {
  const { page: phone } = await blank(browser, PHONE);
  await reopen(phone);
  assert.equal(await map(phone).isVisible(), false);
  assert.equal(await part(phone, 'map-open').innerText(), 'map');
  await tap(part(phone, 'map-open'));
  await until(phone, async () => (await map(phone).isVisible()) && (await field(phone)).colors > 5, 'the map is there');
  const { learningRate } = await scene(phone);
  const { x, y, width } = await box(map(phone));
  await phone.touchscreen.tap(x + width / 2, y + 60);
  await painted(phone);
  assert.notEqual((await scene(phone)).learningRate, learningRate);
  const plot = await box(part(phone, 'plot'));
  assert.ok(plot.y > -10 && plot.y + plot.height <= y, 'the paths are above it');
  await phone.keyboard.press('Escape');
  await painted(phone);
  assert.equal(await map(phone).isVisible(), false);
  assert.equal(await part(phone, 'map-open').getAttribute('aria-expanded'), 'false');
  await phone.context().close();
});

test('on a phone three maps stand beside each other, and how far they are lies over none of their names', async () => {
  const { page: phone } = await blank(browser, PHONE);
  await reopen(phone, '#v=1&rules=ema heavy-ball trace&layout=panels');
  await tap(part(phone, 'map-open'));
  await map(phone, 2).waitFor();
  const last = await box(map(phone, 2));
  assert.ok(last.x + last.width <= 390, JSON.stringify(last));
  const lines = await part(phone, 'map-progress').evaluate((progress) => {
    progress.textContent = '33 %';
    const names = [...(progress.parentElement?.querySelectorAll('.title') ?? [])];
    return { top: progress.getBoundingClientRect().top, names: Math.max(...names.map((name) => name.getBoundingClientRect().bottom)) };
  });
  assert.ok(lines.top >= lines.names, JSON.stringify(lines));
  await phone.context().close();
});

for (const width of [390, 320]) {
  test(`at ${width} px the map stands still under a finger, however much is said of where it is`, async () => {
    const { page: phone } = await blank(browser, { ...PHONE, viewport: { width, height: 844 } });
    await reopen(phone);
    await tap(part(phone, 'map-open'));
    const touch = await phone.context().newCDPSession(phone);
    const says = part(phone, 'map-says');
    const start = await middle(handle(phone));
    const { x, y, width: wide, height: high } = await box(map(phone));
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [start] });
    const seen = [];
    for (const [across, up] of [[0.1, 0.1], [0.3, 0.3], [0.5, 0.6], [0.3, 0.7], [0.95, 0.2]]) {
      const before = await says.innerText();
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + across * wide, y: y + up * high }] });
      await until(phone, async () => (await says.innerText()) !== before, 'it is said where the finger is');
      const lines = await says.evaluate((words) => {
        const range = document.createRange();
        range.selectNodeContents(words);
        return Math.round(range.getBoundingClientRect().height / 16);
      });
      seen.push({ lines, top: (await box(map(phone))).y });
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    assert.ok(new Set(seen.map(({ lines }) => lines)).size > 1, JSON.stringify(seen));
    assert.deepEqual(seen.map(({ top }) => top), seen.map(() => y));
    await phone.context().close();
  });
}

test('on a phone the best pairs take the place of what is said of the map, and cover no more of the landscape', async () => {
  const { page: phone } = await blank(browser, PHONE);
  await reopen(phone, '#v=1');
  await tap(part(phone, 'map-open'));
  const before = await box(part(phone, 'deck'));
  await tap(part(phone, 'map-best'));
  const best = part(phone, 'best');
  await best.locator('li').first().waitFor();
  assert.deepEqual(await box(part(phone, 'deck')), before);
  const covers = { best: await box(best), says: await box(part(phone, 'map-says')) };
  assert.ok(covers.best.y <= covers.says.y && covers.best.height >= covers.says.height, JSON.stringify(covers));
  await tap(best.getByRole('button', { name: 'let them race' }));
  assert.ok(await best.isHidden());
  assert.match((await scene(phone)).rules[0], /^ema\(learning-rate=/);
  await phone.context().close();
});

for (const viewport of [{ width: 390, height: 664 }, { width: 320, height: 568 }, { width: 844, height: 390 }]) {
  test(`in a window of ${viewport.width} × ${viewport.height} px all that is said of the map can be reached, below the paths`, async () => {
    const { page: phone } = await blank(browser, { ...PHONE, viewport });
    await reopen(phone);
    await tap(part(phone, 'map-open'));
    await until(phone, async () => (await map(phone).isVisible()) && (await field(phone)).colors > 5, 'the map is there');
    /** Whether a finger comes to a part once the sheet is scrolled to it. @param {string} name */
    const reached = (name) => part(phone, name).evaluate((element) => {
      element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      const { x, y, width, height } = element.getBoundingClientRect();
      const root = /** @type {ShadowRoot} */ (element.getRootNode());
      return element.contains(root.elementFromPoint(x + width / 2, y + height / 2));
    });
    const plot = await box(part(phone, 'plot'));
    const deck = await box(part(phone, 'deck'));
    assert.ok(plot.y > -10 && plot.height >= 120 && plot.y + plot.height <= deck.y + 10, JSON.stringify({ plot, deck }));
    assert.ok(await reached('map-legend') && await reached('map-says') && await reached('map-theory'));
    assert.ok(await reached('map-best'));
    await tap(part(phone, 'map-best'));
    await part(phone, 'best').locator('li').first().waitFor();
    assert.ok(await reached('best'));
    assert.deepEqual(await box(part(phone, 'deck')), deck, 'and the landscape keeps its part');
    await phone.context().close();
  });
}

for (const viewport of [{ width: 390, height: 664 }, { width: 360, height: 640 }]) {
  test(`in a window of ${viewport.width} × ${viewport.height} px a point dragged past the limit has in sight why the paths leave`, async () => {
    const { page: phone } = await blank(browser, { ...PHONE, viewport });
    await reopen(phone);
    await tap(part(phone, 'map-open'));
    const touch = await phone.context().newCDPSession(phone);
    const finger = await middle(handle(phone));
    const { x, y, width, height } = await box(map(phone));
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + width * 0.84, y: y + height * 0.6 }] });
    const says = part(phone, 'map-says');
    await until(phone, async () => /over the limit/.test(await says.innerText()), 'it is said that the limit is broken');
    const [reason, sheet] = await says.evaluate((words) => {
      const text = /** @type {Text} */ (words.firstChild);
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(text, text.data.indexOf('over the limit') + 'over the limit'.length);
      return [range, /** @type {Element} */ (words.closest('.plane'))].map((each) => each.getBoundingClientRect().bottom);
    });
    assert.ok(reason <= sheet, `${reason} below ${sheet}`);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await phone.context().close();
  });
}

test('what is said beside the map ends within the figure', async () => {
  for (const width of [600, 768, 900]) {
    const { page: tablet } = await blank(browser, { ...PHONE, viewport: { width, height: 900 } });
    await reopen(tablet);
    await tap(part(tablet, 'map-open'));
    const said = part(tablet, 'map-curvature');
    await until(tablet, async () => (await said.innerText()) !== '', 'the curvatures are said');
    assert.ok(await said.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth), `${width} px`);
    await tablet.context().close();
  }
});

test('over an unfolded map the form of a change opens within the window', async () => {
  for (const from of [0, 600, 1000]) {
    const { page: phone } = await blank(browser, { ...PHONE, viewport: { width: 320, height: 640 } });
    await reopen(phone, '#v=1&rules=heavy-ball&schedule=30:learning-rate=x0.2');
    await tap(part(phone, 'map-open'));
    await phone.evaluate((top) => scrollTo({ top, behavior: 'instant' }), from);
    await inFigure(phone, '.marker span').first().evaluate((words) => /** @type {HTMLElement} */ (words).click());
    await painted(phone);
    const { y, height } = await box(part(phone, 'editor'));
    assert.ok(y >= 0 && y + height <= 640, `from ${from}: ${y} to ${y + height}`);
    await phone.keyboard.press('Shift+Tab');
    await painted(phone);
    assert.ok((await box(part(phone, 'editor-step'))).y >= 0, `the step, from ${from}`);
    await phone.context().close();
  }
});

test('unfolded under a header that lies over the top of a host, the landscape stands below it', async () => {
  const { page: phone } = await host(browser, `<!doctype html><meta name="viewport" content="width=device-width">
    <style>html { scroll-padding-top: 90px; } header { position: sticky; top: 0; height: 90px; z-index: 99; background: #ccc; }</style>
    <header></header><heavy-ball></heavy-ball><div style="height: 2000px"></div><script type="module" src="./heavy-ball.js"></script>`, PHONE);
  await ready(phone);
  const top = async () => (await box(part(phone, 'plot'))).y;
  await phone.evaluate((from) => scrollTo(0, from - 40), await top());
  await until(phone, async () => (await top()) < 90, 'it is half behind it');
  await tap(part(phone, 'map-open'));
  await until(phone, async () => Math.abs((await top()) - 90) < 2, 'it is below it');
  await phone.context().close();
});
