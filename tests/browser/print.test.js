// On paper, in a search of the page and read aloud: what was never scrolled to is there all the same, and paper is white.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inflateSync } from 'node:zlib';

import { blank, host, launch, ready, reopen } from './browser.js';
import { alike, ask, box, fromAfar, inFigure, inkOn, painted, part, until } from './hand.js';
import { map, whole } from './map.js';

const browser = await launch();
after(() => browser.close());

/** @typedef {import('playwright-core').Page} Page */

/** Every number and verdict of the cards. @param {Page} page */
const words = (page) => inFigure(page, '.card :is(.n, .verdict)').allTextContents();

/** What covers the page, and the figure. @param {Page} page */
const grounds = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('heavy-ball')?.shadowRoot?.querySelector('.frame');
    return [document.body, /** @type {Element} */ (root)].map((element) => getComputedStyle(element).backgroundColor);
  });

test('cards that were never scrolled to hold their numbers and verdicts', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce', viewport: { width: 390, height: 600 } });
  await reopen(page, '#v=1&rules=ema heavy-ball trace adam');
  await painted(page);
  const found = await words(page);
  assert.ok(found.length > 30 && found.every((text) => text.trim() !== ''), JSON.stringify(found));
  await page.context().close();
});

test('a dark page is printed by day, whole, and is dark again afterwards', async () => {
  const { page, troubles } = await blank(browser, { reducedMotion: 'reduce', colorScheme: 'dark', viewport: { width: 900, height: 600 } });
  await reopen(page, '#v=1&rules=heavy-ball trace');
  const dark = await grounds(page);
  const landscape = await fromAfar(page, 'landscape');
  const numbers = await words(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.deepEqual(await grounds(page), ['rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
  assert.deepEqual(await words(page), numbers);
  assert.equal(await inFigure(page, 'canvas.paper').count(), 2);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  await painted(page);
  assert.deepEqual(await grounds(page), dark);
  alike(await fromAfar(page, 'landscape'), landscape, 'the landscape');
  assert.equal(await inFigure(page, 'canvas.paper').count(), 0);
  assert.equal(await part(page, 'root').getAttribute('data-theme'), 'dark');
  assert.deepEqual(troubles, []);
  await page.context().close();
});

test('on paper a figure says the numbers that its controls have on the screen', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  await reopen(page, '#v=1&start=-3.6,1.05&steps=140&learning-rate=0.05&momentum=-0.5');
  const numbers = inFigure(page, '.figure > p', { hasText: 'start (' });
  assert.equal(await numbers.count(), 0);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await numbers.innerText(), 'α 0.05, β −0.5, start (−3.6, 1.05), 140 steps');
  const { y } = await box(numbers);
  assert.ok(y >= (await box(part(page, 'plot'))).y && y < (await box(part(page, 'chart'))).y);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await numbers.count(), 1, 'Firefox says so while it lays out for paper');
  await ask(page, (figure) => figure.setAttribute('momentum', '0.25'));
  await painted(page);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.match(await numbers.innerText(), /β 0\.25/, 'another print is one of what there is then');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await until(page, async () => (await numbers.count()) === 0, 'the screen has its own again');
  await reopen(page, '#v=1&start=-3.6,1.05&steps=1&rules=heavy-ball(learning-rate=0.0125) adam(learning-rate=0.2,momentum=0.8)');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await numbers.textContent(), 'β 0.9, start (−3.6, 1.05), 1 step', 'of α only what a run takes');
  await page.context().close();
});

test('on paper a picture has three pixels for each of the page, from whatever screen, and the screen its own again', async () => {
  for (const deviceScaleFactor of [1, 2]) {
    const { page } = await blank(browser, { reducedMotion: 'reduce', deviceScaleFactor, viewport: { width: 1280, height: 900 } });
    await reopen(page);
    await painted(page);
    const shares = (/** @type {string} */ what) => inFigure(page, what).evaluateAll((all) => all.map((canvas) =>
      /** @type {HTMLCanvasElement} */ (canvas).width / (canvas.parentElement?.getBoundingClientRect().width ?? 0)));
    const screen = await shares(':is(.plot, .chart, .map) canvas');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const paper = await shares('.paper');
    assert.ok(paper.length === 3 && paper.every((share) => Math.abs(share - 3) < 0.02), `${paper}`);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await painted(page);
    assert.deepEqual(await shares(':is(.plot, .chart, .map) canvas'), screen);
    await page.context().close();
  }
});

test('on paper every picture fills the box that was cut out for it', async () => {
  for (const width of [1280, 390]) {
    const { page } = await blank(browser, { reducedMotion: 'reduce', viewport: { width, height: 900 } });
    await reopen(page);
    await painted(page);
    // Chromium writes a box as "left top width height re", and the picture in it as "width 0 0 -height left bottom cm".
    const pictures = [...drawing(await page.pdf({ format: 'A4', printBackground: true })).matchAll(
      /([\d.]+) ([\d.]+) re\sW\* n\sq\s([\d.]+) 0 0 -([\d.]+) [\d.]+ [\d.]+ cm[^Q]*? Do/g)];
    assert.ok(pictures.length >= 2, `${pictures.length} pictures`);
    for (const [all, ...sides] of pictures) {
      const [across, down, wide, high] = sides.map(Number);
      assert.ok(Math.abs(wide / across - 1) < 2e-3 && Math.abs(high / down - 1) < 5e-3, `${width} px: ${all}`);
    }
    await page.context().close();
  }
});

test('on paper a map is whole, though it was never in sight', async () => {
  const { page } = await host(browser, '<!doctype html><body><div style="height: 3000px"></div><heavy-ball></heavy-ball><script type="module" src="./heavy-ball.js"></script>', { reducedMotion: 'reduce' });
  await ready(page);
  await painted(page);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const printed = await inkOn(page, map(page).locator('.paper'));
  assert.equal(await part(page, 'map-progress').textContent(), '');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await map(page).scrollIntoViewIfNeeded();
  await whole(page);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.deepEqual(printed, await inkOn(page, map(page).locator('.paper')));
  await page.context().close();
});

test('on paper cards stand two abreast where two hold their lines, and no line is cut', async () => {
  const body = ['480px', 'auto'].map((width) => `<heavy-ball rules="adam lion adan cocob" style="width: ${width}"></heavy-ball>`).join('');
  const { page } = await host(browser, `<!doctype html><body>${body}<script type="module" src="./heavy-ball.js"></script>`, { reducedMotion: 'reduce' });
  // As in a print: nothing is observed of how it is laid out for the paper.
  await page.addInitScript(() => {
    const Observer = ResizeObserver;
    window.ResizeObserver = class extends Observer {
      /** @param {ResizeObserverCallback} tell */
      constructor(tell) {
        super((...what) => matchMedia('print').matches || tell(...what));
      }
    };
  });
  await page.reload();
  await ready(page);
  await page.locator('heavy-ball').nth(1).locator('.card .n').first().waitFor();
  const cards = page.locator('heavy-ball .card:has(.recurrence)');
  await painted(page);
  const lines = () => page.locator('heavy-ball .lines').evaluateAll((all) => all.map(({ children }) => children.length));
  const before = await lines();
  for (const width of [640, 760]) {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width, height: 900 });
    const long = await cards.locator('.recurrence').evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length);
    assert.equal(long, 0, `${width} px`);
    const abreast = await page.locator('heavy-ball .cards').evaluateAll((all) =>
      all.map((each) => new Set([...each.querySelectorAll('.card:has(.recurrence)')].map((card) => card.getBoundingClientRect().left)).size));
    assert.deepEqual(abreast, [1, 2], `${width} px`);
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.deepEqual(await lines(), before, 'afterwards they are as before');
  }
  await page.context().close();
});

/** What a PDF's pages draw, as the text that stands in its compressed streams. @param {Buffer} pdf */
function drawing(pdf) {
  const streams = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    // Not all that ends in these letters begins one, and fonts and pictures are no text.
    if (pdf.toString('latin1', at - 3, at) === 'end' || !pdf.toString('latin1', at - 200, at).includes('/FlateDecode')) continue;
    streams.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'));
  }
  return streams.filter((text) => text.includes(' Do')).join('\n');
}
