// What can be measured of how the page looks: nothing cut off, nothing too small for a thumb, sharp at every pixel ratio.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { OWN, SCENES as NAMED } from '../../www/state/scenes.js';
import { PHONE, blank, host, launch, ready, reopen } from './browser.js';
import { ask, inFigure, painted, part, press, tap, until } from './hand.js';
import { cutOff, faint, overlapping, small, wide } from './measure.js';

/** @typedef {import('playwright-core').Page} Page */

const browser = await launch();
after(() => browser.close());

const SIZES = [
  { name: '1280 px', viewport: { width: 1280, height: 900 } },
  { name: '768 px', viewport: { width: 768, height: 1024 }, hasTouch: true, isMobile: true },
  { name: '390 px', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
];
const SCHEMES = /** @type {const} */ (['light', 'dark']);

/** Scenes that fill the page in different ways. @type {[string, string][]} */
const SCENES = [
  ['the page as it opens', ''],
  ['five forms, panels, markers at the ends', '#v=1&surface=styblinski-tang&rules=ema ema-debiased nesterov-trace rmsprop adam&schedule=1:learning-rate=0.00012345;98:momentum=0.12345,gradient=0&layout=panels'],
  ['changes after the last step', '#v=1&steps=100&schedule=5000:gradient=0;9999:learning-rate=0.00012345,momentum=0.12345'],
  ['dials that no form takes', '#v=1&rules=gradient-descent(learning-rate=0.1)&momentum=0.1'],
  ['a junk link', '#v=1&surface=moon&learning-rate=fast&steps=1e9&rules=a b c&start=x'],
];

for (const { name, ...options } of SIZES) {
  test(`at ${name} nothing is cut off, nothing overlaps and all text can be read, by day and by night`, async () => {
    const { page, troubles } = await blank(browser, { reducedMotion: 'reduce', ...options });
    for (const [what, hash] of SCENES) {
      await reopen(page, hash);
      await page.evaluate(() => {
        for (const card of document.querySelectorAll('heavy-ball')) card.shadowRoot?.querySelector('.cards')?.scrollIntoView();
      });
      await painted(page);
      await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
      await painted(page);
      assert.deepEqual(await page.evaluate(wide), [], `${what}: wider than the window`);
      assert.deepEqual(await page.evaluate(cutOff), [], `${what}: cut off`);
      assert.deepEqual(await page.evaluate(overlapping), [], `${what}: overlapping`);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await painted(page);
        assert.deepEqual(await page.evaluate(faint), [], `${what}, ${colorScheme}: too faint`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
    }
    assert.deepEqual(troubles, []);
    await page.context().close();
  });
}

for (const { name, ...options } of SIZES.slice(1)) {
  test(`at ${name} under a finger every control is 40 px or more`, async () => {
    const { page } = await blank(browser, { reducedMotion: 'reduce', ...options });
    await reopen(page, '#v=1&schedule=30:learning-rate=0.01&step=40');
    await painted(page);
    assert.deepEqual(await page.evaluate(small, 40), []);
    await tap(inFigure(page, '.card .about summary').first());
    await inFigure(page, '.card .about a').first().waitFor();
    if (await part(page, 'map-open').isVisible()) await tap(part(page, 'map-open'));
    await tap(part(page, 'map-best'));
    await part(page, 'best').getByRole('button', { name: 'use' }).first().waitFor();
    assert.deepEqual(await page.evaluate(small, 40), [], 'nor is what opens any smaller');
    await page.context().close();
  });
}

test('on a phone α and β are at hand while the plot is seen, at first and when the page is scrolled', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce', ...SIZES[2] });
  await reopen(page);
  const look = () =>
    page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('heavy-ball')?.shadowRoot);
      const at = (/** @type {string} */ name) => /** @type {Element} */ (root.querySelector(`[data-ref="${name}"]`));
      const plot = at('plot').getBoundingClientRect();
      const seen = Math.min(plot.bottom, innerHeight) - Math.max(plot.top, 0);
      /** @param {string} name */
      const reached = (name) => {
        const { left, top, width, height } = at(name).getBoundingClientRect();
        return root.elementFromPoint(left + width / 2, top + height / 2) === at(name);
      };
      return { plot: seen / plot.height, alpha: reached('learning-rate'), beta: reached('momentum') };
    });
  const first = await look();
  assert.deepEqual({ ...first, plot: first.plot >= 0.99 }, { plot: true, alpha: true, beta: true });
  const top = await part(page, 'plot').evaluate((plot) => plot.getBoundingClientRect().top);
  await page.mouse.wheel(0, top + 60);
  await page.waitForFunction(() => scrollY > 60);
  await painted(page);
  const scrolled = await look();
  assert.deepEqual({ ...scrolled, plot: scrolled.plot >= 0.5 }, { plot: true, alpha: true, beta: true });
  await page.context().close();
});

const TWELVE = 'gradient-descent ema ema-debiased heavy-ball trace nesterov nesterov-trace rmsprop adam ema(momentum=0.5) trace(momentum=0.5) adam(beta2=0.9)';
const FOUR = 'ema heavy-ball trace nesterov';
for (const [what, width, height, hash, names] of /** @type {[string, number, number, string, string[]][]} */ ([
  ['a laptop', 1280, 720, '', ['learning-rate', 'momentum', 'plot', 'loss', 'play']],
  ['a tablet', 1024, 768, '', ['learning-rate', 'momentum', 'plot', 'loss', 'play']],
  ['a larger tablet', 1180, 820, '', ['learning-rate', 'momentum', 'plot', 'loss', 'play']],
  ['a desk', 1280, 900, '', ['learning-rate', 'momentum', 'plot', 'loss', 'play']],
  ['a laptop with four panels', 1280, 720, `#v=1&layout=panels&rules=${FOUR}`, ['learning-rate', 'momentum', 'plot', 'loss', 'play']],
  ['a desk with twelve panels', 1280, 900, `#v=1&layout=panels&rules=${TWELVE}`, ['learning-rate', 'momentum']],
])) {
  test(`on ${what} all of ${names.join(', ')} is in sight at once`, async () => {
    const { page } = await blank(browser, { reducedMotion: 'reduce', viewport: { width, height } });
    await reopen(page, hash);
    for (const name of names) {
      const { top, bottom } = await part(page, name).evaluate((element) => element.getBoundingClientRect().toJSON());
      assert.ok(top >= 0 && bottom <= height, `${name}: ${top} to ${bottom}`);
    }
    await page.context().close();
  });
}

for (const [width, height] of [[844, 390], [640, 400]]) {
  test(`a window of ${width} × ${height} px opens with the paths between its title and the dials, and the scenes below`, async () => {
    const { page } = await blank(browser, { ...PHONE, viewport: { width, height } });
    await reopen(page);
    const [plot, deck, play, scenes] = await Promise.all(['plot', 'deck', 'play', 'scenes'].map((each) => part(page, each).evaluate((element) => element.getBoundingClientRect().toJSON())));
    assert.ok(plot.bottom <= deck.top && plot.height >= 200, JSON.stringify({ plot, deck }));
    assert.ok(scenes.top >= play.bottom, JSON.stringify({ scenes, play }));
    assert.deepEqual(await page.evaluate(cutOff), []);
    assert.deepEqual(await page.evaluate(overlapping), []);
    await page.context().close();
  });
}

for (const { name, ...options } of SIZES.slice(1)) {
  test(`at ${name} panels leave the loss and play above the dials`, async () => {
    const { page } = await blank(browser, { reducedMotion: 'reduce', ...options });
    for (const rules of [FOUR, 'ema heavy-ball trace']) {
      await reopen(page, `#v=1&layout=panels&rules=${rules}`);
      const [play, deck] = await Promise.all(['play', 'deck'].map((each) => part(page, each).evaluate((element) => element.getBoundingClientRect().toJSON())));
      assert.ok(play.bottom <= deck.top, `${rules}: ${play.bottom} and ${deck.top}`);
    }
    await page.context().close();
  });

  test(`at ${name} the numbers of no scale touch`, async () => {
    const { page } = await blank(browser, { reducedMotion: 'reduce', ...options });
    await reopen(page);
    const apart = await inFigure(page, '.ticks').evaluateAll((all) => all.filter((scale) => scale.checkVisibility()).flatMap((scale) => {
      const boxes = [...scale.children].map((tick) => tick.getBoundingClientRect());
      return boxes.slice(1).map(({ left }, i) => left - boxes[i].right);
    }));
    assert.ok(apart.every((gap) => gap >= 1), apart.join());
    await page.context().close();
  });

  test(`at ${name} no type is smaller than 11 px`, async () => {
    const { page } = await blank(browser, { reducedMotion: 'reduce', ...options });
    await reopen(page, '#v=1&rules=adam trace ema-debiased&schedule=30:learning-rate=0.01&step=40');
    await painted(page);
    const found = await inFigure(page, '.frame *:not(math *)').evaluateAll((all) =>
      all.filter((element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
        .filter((element) => parseFloat(getComputedStyle(element).fontSize) < 11).map((element) => element.textContent));
    assert.deepEqual(found, []);
    await page.context().close();
  });
}

test('every line of a recurrence fits its card, however long its numbers get', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  await reopen(page, '#v=1&rules=adam trace(weight-decay=0.123,dampening=0.1) ema-debiased rmsprop&start=-3.61234,1.05123');
  for (const width of [320, 390, 700, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const stop of [0, 7, 93]) {
      await ask(page, (figure, step) => figure.seek(step), stop);
      await painted(page);
      const long = await inFigure(page, '.recurrence').evaluateAll((lines) =>
        lines.filter((line) => line.scrollWidth > line.clientWidth).length);
      assert.equal(long, 0, `${width} px, step ${stop}`);
    }
  }
  await page.context().close();
});

for (const deviceScaleFactor of [1, 2, 3]) {
  test(`at a pixel ratio of ${deviceScaleFactor} every canvas has a pixel for each of the screen's`, async () => {
    const { page } = await blank(browser, { reducedMotion: 'reduce', deviceScaleFactor, viewport: { width: 1001, height: 700 } });
    await reopen(page);
    await painted(page);
    const canvases = await inFigure(page, 'canvas').evaluateAll((all) =>
      all.map((canvas) => {
        const { width, height } = canvas.getBoundingClientRect();
        const store = /** @type {HTMLCanvasElement} */ (canvas);
        return { wide: store.width - width * devicePixelRatio, high: store.height - height * devicePixelRatio, ratio: devicePixelRatio, width };
      }),
    );
    assert.equal(canvases.length, 8);
    for (const { wide: off, high, ratio, width } of canvases) {
      assert.equal(ratio, deviceScaleFactor);
      assert.ok(width > 100 && Math.abs(off) <= 1 && Math.abs(high) <= 1, JSON.stringify(canvases));
    }
    await page.context().close();
  });
}

test('who asks for more contrast has all words in ink, and lines that are seen', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce', contrast: 'more' });
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await reopen(page);
    const [ink, muted, line] = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('heavy-ball')?.shadowRoot);
      const style = (/** @type {string} */ name) => getComputedStyle(/** @type {Element} */ (root.querySelector(name)));
      return [style('.frame').color, style('.ticks').color, style('.ticks span').getPropertyValue('--line')];
    });
    assert.equal(muted, ink, colorScheme);
    assert.match(line, /60%/);
    assert.equal(await page.locator('.top nav a').first().evaluate((link) => getComputedStyle(link).color), ink, `${colorScheme}, the page`);
  }
  await page.context().close();
});

test('in forced colours every control can still be seen', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  await page.emulateMedia({ forcedColors: 'active' });
  await reopen(page, '#v=1&schedule=30:learning-rate=0.01&step=40');
  await painted(page);
  const names = ['surface', 'play', 'back', 'on', 'speed', 'from-here', 'undo', 'reset', 'copy', 'learning-rate', 'learning-rate-box', 'momentum', 'steps', 'needle', 'start', 'match', 'layout'];
  const faded = [];
  for (const name of names) {
    const shot = (await part(page, name).screenshot()).toString('base64');
    if ((await contrast(page, shot)) < 3) faded.push(name);
  }
  assert.deepEqual(faded, []);
  // A switch that is on must look other than one that is off.
  const off = await part(page, 'from-here').screenshot();
  await press(page, 'from-here');
  await page.mouse.move(0, 0);
  assert.ok(!off.equals(await part(page, 'from-here').screenshot()), 'from here on');
  await page.context().close();
});

/**
 * The greatest contrast within a picture, as WCAG counts it.
 * @param {Page} page
 * @param {string} png
 * @returns {Promise<number>}
 */
function contrast(page, png) {
  return page.evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(image.width, image.height).getContext('2d'));
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    let [low, high] = [1, 0];
    for (let at = 0; at < pixels.length; at += 4) {
      const [r, g, b] = [...pixels.slice(at, at + 3)].map((byte) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4));
      const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      [low, high] = [Math.min(low, light), Math.max(high, light)];
    }
    return (high + 0.05) / (low + 0.05);
  }, png);
}

test('at the end of the scenes nothing lies under their fade', async () => {
  for (const width of [768, 390, 320]) {
    const { page } = await blank(browser, { ...PHONE, viewport: { width, height: 844 } });
    await reopen(page);
    const room = await inFigure(page, '.scenes').evaluate((scenes) => {
      scenes.scrollTo({ left: 1e4, behavior: 'instant' });
      return scenes.getBoundingClientRect().right - (scenes.querySelector('li:last-child')?.getBoundingClientRect().right ?? 0);
    });
    assert.ok(room >= 40, `${width} px: ${room}`);
    await page.context().close();
  }
});

test('what was tapped is not underlined', async () => {
  const { page } = await blank(browser, PHONE);
  await reopen(page, '#v=1&step=30');
  for (const name of ['map-open', 'mark']) {
    await tap(part(page, name));
    assert.equal(await part(page, name).evaluate((button) => getComputedStyle(button).textDecorationLine), 'none', name);
  }
  await page.context().close();
});

test('no name of a form runs out of a narrow column', async () => {
  for (const width of [280, 300, 320]) {
    const { page } = await host(browser, `<!doctype html><body><heavy-ball style="width: ${width}px"></heavy-ball><script type="module" src="./heavy-ball.js"></script>`);
    await ready(page);
    const long = await inFigure(page, '.chip').evaluateAll((chips) => chips.filter((chip) => chip.scrollWidth > chip.clientWidth).map(({ textContent }) => textContent));
    assert.deepEqual(long, [], `${width} px`);
    await page.context().close();
  }
});

test('what lies below stays where it is when the sentence of a scene is another', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  for (const width of [1280, 1024, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await reopen(page);
    const sentence = part(page, 'scene-sentence');
    await until(page, async () => (await sentence.innerText()) !== '', 'the scene has its sentence');
    const top = () => part(page, 'steps').evaluate((box) => box.getBoundingClientRect().top);
    const before = await top();
    for (const words of ['', OWN, ...NAMED.map((scene) => scene.sentence)]) {
      await sentence.evaluate((paragraph, text) => (paragraph.textContent = text), words);
      assert.equal(await top(), before, `${width} px: ${words}`);
    }
  }
  await page.context().close();
});

test('between a phone and a tablet the page is as wide as its window, and no number of a scale meets the next', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce', viewport: { width: 480, height: 900 } });
  await reopen(page);
  for (const width of [480, 540, 600, 640, 700, 760, 820]) {
    await page.setViewportSize({ width, height: 900 });
    await painted(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`);
    const gaps = await inFigure(page, '.ticks').evaluateAll((scales) => scales.flatMap((scale) => {
      const boxes = [...scale.children].map((tick) => tick.getBoundingClientRect()).filter((box) => box.width > 0);
      return boxes.slice(1).map(({ left }, i) => left - boxes[i].right);
    }));
    assert.ok(gaps.every((gap) => gap > 2), `${width} px: ${gaps}`);
  }
  await page.context().close();
});
