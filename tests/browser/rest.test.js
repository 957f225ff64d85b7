// A figure at rest costs nothing: no frame is asked for while nothing moves or nobody can see it.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { PHONE, blank, host, launch, ready, reopen } from './browser.js';
import { ask, drag, goTo, ink, listen, painted, part, press, step, thumb, until } from './hand.js';

/** @typedef {import('playwright-core').Page} Page */

const browser = await launch();
after(() => browser.close());

/**
 * Counts frames that the page has asked for and not had yet: a loop always has one.
 * @param {Page} page
 */
async function watch(page) {
  await page.addInitScript(() => {
    const asked = new Set();
    const { requestAnimationFrame: ask_, cancelAnimationFrame: cancel } = window;
    Object.assign(window, { asked, frame: ask_.bind(window) });
    window.requestAnimationFrame = (callback) => {
      const id = ask_((now) => {
        asked.delete(id);
        callback(now);
      });
      asked.add(id);
      return id;
    };
    window.cancelAnimationFrame = (id) => {
      asked.delete(id);
      cancel(id);
    };
  });
}

/**
 * Whether the page asks for no frame, now and in the five frames after.
 * @param {Page} page
 */
function still(page) {
  return page.evaluate(async () => {
    const { asked, frame } = /** @type {{ asked: Set<number>, frame: typeof requestAnimationFrame }} */ (/** @type {unknown} */ (window));
    for (let frames = 0; frames < 5; frames += 1) {
      if (asked.size > 0) return false;
      await new Promise((resolve) => frame(resolve));
    }
    return true;
  });
}

/** @param {Page} page @param {string} when */
const rests = (page, when) => until(page, () => still(page), `no frame is asked for ${when}`);

test('nothing moves, and no frame is asked for: at first, after a drag, after a step, after play', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  await watch(page);
  await reopen(page);
  await rests(page, 'at first');
  await drag(page, await thumb(part(page, 'learning-rate')), { x: -40 });
  await page.mouse.move(5, 5);
  await rests(page, 'after a drag');
  await goTo(page, 30);
  await rests(page, 'after a step');
  // So slow that it cannot come to its end by itself.
  await part(page, 'speed').selectOption('2');
  await press(page, 'play');
  assert.equal(await still(page), false, 'while it plays there is a loop');
  await part(page, 'play').click();
  await rests(page, 'after pause');
  await part(page, 'speed').selectOption('500');
  await part(page, 'play').click();
  await until(page, () => ask(page, (figure) => !figure.playing), 'the end is reached');
  await rests(page, 'after the end');
  await page.context().close();
});

test('out of sight the play waits without a frame, and goes on when it is seen again', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  await watch(page);
  await reopen(page, '#v=1&steps=10000&step=0');
  await part(page, 'speed').selectOption('20');
  await part(page, 'play').click();
  await until(page, async () => (await step(page)) > 1, 'it plays');
  await page.mouse.wheel(0, 4000);
  await rests(page, 'out of sight');
  const waits = await step(page);
  const told = await listen(page);
  assert.equal(await ask(page, (figure) => figure.playing), true);
  // Twenty steps' time.
  const since = await page.evaluate(() => performance.now());
  await page.waitForFunction((then) => performance.now() > then + 1000, since);
  assert.equal(await step(page), waits);
  await page.mouse.wheel(0, -4000);
  await until(page, async () => (await told()).some(({ type }) => type === 'step'), 'it goes on');
  const first = (await told()).find(({ type }) => type === 'step')?.detail.step;
  assert.ok(first < waits + 5, `it does not catch up with the time that went by: from ${waits} to ${first}`);
  await page.context().close();
});

test('out of sight a change is not drawn, and seen again it is there', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  await watch(page);
  await reopen(page);
  await page.mouse.wheel(0, 4000);
  await rests(page, 'out of sight');
  const before = await ink(page, 'landscape');
  await ask(page, (figure) => (figure.scene = { surface: 'rosenbrock' }));
  await rests(page, 'after a change out of sight');
  assert.deepEqual(await ink(page, 'landscape'), before);
  await page.mouse.wheel(0, -4000);
  await until(page, async () => (await ink(page, 'landscape')).print !== before.print, 'the other surface is drawn');
  await rests(page, 'back in sight');
  await page.context().close();
});

test('where less motion is wished the page stands finished, and still plays when asked', async () => {
  const { page } = await blank(browser, { reducedMotion: 'reduce' });
  await reopen(page);
  await painted(page);
  assert.deepEqual(await ask(page, (figure) => [figure.hasAttribute('autoplay'), figure.playing, figure.step]), [true, false, 140]);
  await part(page, 'play').click();
  assert.equal(await ask(page, (figure) => figure.playing), true);
  await page.context().close();
});

test('who asks for less motion while it plays has it at once', async () => {
  const { page } = await blank(browser, { reducedMotion: 'no-preference' });
  await reopen(page);
  await ask(page, (figure) => {
    figure.seek(0);
    figure.play();
  });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await until(page, () => ask(page, (figure) => !figure.playing), 'it stands');
  assert.ok((await ask(page, (figure) => figure.step)) < 140);
  await press(page, 'play');
  assert.ok(await ask(page, (figure) => figure.playing), 'but for who asks for it');
  await page.context().close();
});

test('where motion is welcome the page plays once by itself, from the start to the end', async () => {
  const { page } = await blank(browser, { reducedMotion: 'no-preference' });
  await page.clock.install();
  await page.addInitScript(() => {
    /** @type {{ type: string, source: string, step?: number }[]} */
    const heard = [];
    Object.assign(window, { heard });
    for (const type of ['heavy-ball-end', 'heavy-ball-step']) {
      addEventListener(type, (event) => heard.push({ type, .../** @type {CustomEvent} */ (event).detail }));
    }
  });
  await reopen(page);
  const steps = () => page.evaluate(() => /** @type {any} */ (window).heard.flatMap((/** @type {any} */ { step: at }) => at ?? []));
  await until(page, async () => (await steps()).length > 0, 'it plays');
  assert.ok((await steps())[0] < 10, 'it begins at the start');
  await page.clock.runFor(8000);
  assert.deepEqual(await ask(page, (figure) => [figure.playing, figure.step]), [false, 140]);
  await page.clock.runFor(8000);
  assert.deepEqual(await ask(page, (figure) => [figure.playing, figure.step]), [false, 140]);
  const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
  assert.equal(heard.filter((/** @type {any} */ { type }) => type === 'heavy-ball-end').length, 1);
  assert.deepEqual([...new Set(heard.map((/** @type {any} */ { source }) => source))], ['program']);
  await page.context().close();
});

test('a hand on the figure ends the play that began by itself', async () => {
  const { page } = await blank(browser, { reducedMotion: 'no-preference' });
  await reopen(page);
  // So slow that it cannot come to its end by itself.
  await ask(page, (figure) => figure.setAttribute('speed', '2'));
  await until(page, () => ask(page, (figure) => figure.playing), 'it plays by itself');
  await drag(page, await thumb(part(page, 'learning-rate')), { x: -20 });
  assert.equal(await ask(page, (figure) => figure.playing), false);
  const stood = await step(page);
  assert.ok(stood < 100, 'it was stopped on the way');
  await painted(page);
  assert.equal(await step(page), stood);
  await page.context().close();
});

test('a link to a step stands there and does not play', async () => {
  const { page } = await blank(browser, { reducedMotion: 'no-preference' });
  await reopen(page, '#v=1&steps=40&step=7');
  const told = await listen(page);
  await painted(page);
  assert.deepEqual(await ask(page, (figure) => [figure.playing, figure.step]), [false, 7]);
  assert.deepEqual((await told()).filter(({ type }) => type === 'step'), []);
  await page.context().close();
});

test('a figure below the first screen begins to play when it is scrolled to', async () => {
  const { page } = await host(
    browser,
    `<!doctype html><div style="block-size: 3000px"></div><heavy-ball autoplay steps="10000" speed="10"></heavy-ball>
     <script type="module" src="./heavy-ball.js"></script>`,
    { reducedMotion: 'no-preference' },
  );
  await ready(page);
  await painted(page);
  assert.deepEqual(await ask(page, (figure) => [figure.playing, figure.step]), [false, 0]);
  await page.mouse.move(640, 450);
  await page.mouse.wheel(0, 3000);
  await until(page, async () => (await step(page)) > 0, 'it plays');
  await page.context().close();
});

test('the chart alone in sight goes on: it is drawn while β is dragged, and it plays', async () => {
  const { page } = await blank(browser, { ...PHONE, viewport: { width: 390, height: 700 } });
  await reopen(page, '#v=1&steps=10000&step=0');
  const below = await part(page, 'plot').evaluate((plot) => plot.getBoundingClientRect().bottom + 5);
  await page.evaluate((by) => scrollBy(0, by), below);
  await painted(page);
  await until(page, () => part(page, 'plot').evaluate((plot) => plot.getBoundingClientRect().bottom < 0), 'the plot is out of sight');
  const before = await ink(page, 'loss');
  await ask(page, (figure) => (figure.scene = { .../** @type {any} */ (figure.scene), momentum: 0.5 }));
  await until(page, async () => (await ink(page, 'loss')).print !== before.print, 'the other losses are drawn');
  await ask(page, (figure) => figure.play());
  await until(page, async () => (await step(page)) > 1, 'it plays');
  await page.context().close();
});

test('who has taken hold of a figure before its picture is seen finds it as it was left', async () => {
  const { page } = await host(
    browser,
    `<!doctype html><div style="block-size: 3000px"></div><heavy-ball autoplay></heavy-ball><div style="block-size: 3000px"></div>
     <script type="module" src="./heavy-ball.js"></script>`,
    { reducedMotion: 'no-preference', viewport: { width: 390, height: 600 } },
  );
  await ready(page);
  await part(page, 'on').evaluate((button) => button.scrollIntoView({ block: 'start' }));
  await painted(page);
  await part(page, 'on').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await ask(page, (figure) => [figure.playing, figure.step]), [false, 1]);
  const seen = page.evaluate(
    () =>
      new Promise((resolve) => {
        const plot = document.querySelector('heavy-ball')?.shadowRoot?.querySelector('[part~="plot"]');
        new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && resolve(true)).observe(/** @type {Element} */ (plot));
      }),
  );
  await part(page, 'plot').evaluate((plot) => plot.scrollIntoView({ block: 'center' }));
  await seen;
  await painted(page);
  assert.deepEqual(await ask(page, (figure) => [figure.playing, figure.step]), [false, 1]);
  await page.context().close();
});
