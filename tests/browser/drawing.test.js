// The figure is drawn whenever there is room and a canvas for it, and where there is none it says so.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, ready, rehost, reopen } from './browser.js';
import { alike, alive, ask, fromAfar, inkOn, painted, part, until } from './hand.js';
import { SCRIPT } from './notes.js';

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce' });
beforeEach(() => {
  troubles.length = 0;
  return reopen(page);
});

const text = async (/** @type {string} */ name) => ((await part(page, name).textContent()) ?? '').trim();

test('a figure of one pixel, or hidden, or without any size draws when it gets room', async () => {
  await rehost(page, `<!doctype html><body>
    <div id="tiny" style="inline-size: 1px; block-size: 1px; overflow: hidden"><heavy-ball></heavy-ball></div>
    <div id="none" style="display: none"><heavy-ball></heavy-ball></div>
    <div id="flat" style="inline-size: 0"><heavy-ball></heavy-ball></div>${SCRIPT}`);
  await ready(page);
  for (const id of ['tiny', 'none', 'flat']) {
    const plot = page.locator(`#${id} heavy-ball [data-ref="plot"]`);
    const landscape = plot.locator('[data-ref="landscape"]');
    const figure = page.locator(`#${id} heavy-ball`);
    await page.waitForFunction((name) => /** @type {any} */ (document.querySelector(`#${name} heavy-ball`)).scene, id);
    await figure.evaluate((element) => Object.assign(element, { scene: { surface: 'beale', steps: 30 } }));
    await painted(page);
    await page.locator(`#${id}`).evaluate((element) => element.removeAttribute('style'));
    await plot.scrollIntoViewIfNeeded();
    await until(page, async () => (await inkOn(page, landscape)).colors > 10, `#${id} is drawn`);
    assert.equal(await figure.evaluate((element) => /** @type {any} */ (element).scene.surface), 'beale');
  }
  assert.deepEqual(troubles, []);
});

test('a figure that is made small and large again is sharp and whole', async () => {
  const before = await fromAfar(page, 'landscape');
  const fits = (/** @type {number} */ wide) =>
    page.evaluate((width) => {
      const canvas = document.querySelector('heavy-ball')?.shadowRoot?.querySelector('canvas');
      return innerWidth === width && canvas && Math.abs(canvas.getBoundingClientRect().width - canvas.width) < 1;
    }, wide).then(Boolean);
  await page.setViewportSize({ width: 320, height: 480 });
  await until(page, () => fits(320), 'it is small');
  await page.setViewportSize({ width: 1280, height: 900 });
  await until(page, () => fits(1280), 'it is large again');
  alike(await fromAfar(page, 'landscape'), before);
  await alive(page, troubles);
});

test('a canvas that is lost and given back is drawn again, and one that stays lost is named', async () => {
  const names = ['landscape', 'paths', 'loss'];
  const before = await Promise.all(names.map((name) => fromAfar(page, name)));
  const lose = (/** @type {string} */ type) =>
    ask(page, (figure, event) => {
      for (const canvas of figure.shadowRoot?.querySelectorAll('canvas') ?? []) {
        // What is lost is gone: only the event is made by hand, as no browser takes a canvas away on demand.
        canvas.getContext('2d')?.reset();
        canvas.dispatchEvent(new Event(event));
      }
    }, type);
  await lose('contextlost');
  await lose('contextrestored');
  for (const [at, name] of names.entries()) alike(await fromAfar(page, name), before[at], name);
  assert.ok(await part(page, 'fault').isHidden());
  await page.clock.install();
  await lose('contextlost');
  await page.clock.runFor(5000);
  assert.match(await text('fault'), /canvas.*\.$/);
  assert.ok(await part(page, 'fault').isVisible());
  await lose('contextrestored');
  await page.clock.runFor(100);
  assert.ok(await part(page, 'fault').isHidden());
});

test('a drawing that fails is one sentence, which goes when a drawing succeeds', async () => {
  await page.evaluate(() => {
    const real = HTMLCanvasElement.prototype.getContext;
    Object.assign(window, { heal: () => (HTMLCanvasElement.prototype.getContext = real) });
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.setViewportSize({ width: 1000, height: 900 });
  await until(page, () => part(page, 'fault').isVisible(), 'it is said');
  assert.match(await text('fault'), /could not be drawn/);
  await page.evaluate(() => /** @type {any} */ (window).heal());
  await page.setViewportSize({ width: 1280, height: 900 });
  await until(page, () => part(page, 'fault').isHidden(), 'it goes');
  await alive(page, troubles);
});
