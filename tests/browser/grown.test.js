// A figure that goes on with all rules keeps its parts, and what a hand holds: what they show is what there is then.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './browser.js';
import { alike, ask, fromAfar, inFigure, middle, painted, part, press, scene, thumb, until } from './hand.js';
import { notes } from './notes.js';

/** @import { Browser, Page } from 'playwright-core' */

/** @type {Browser} */
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test('what did not load at first is all there once it has come', async () => {
  const { page: desk, troubles } = await open(browser, '', { reducedMotion: 'reduce' });
  await desk.route('**/*whole*', (route) => route.abort());
  const picks = part(desk, 'picker').locator('.pick');
  await press(desk, 'more-rules');
  await until(desk, async () => (await picks.count()) === 9, 'the rules that there are');
  await part(desk, 'code-summary').click();
  await until(desk, async () => /The code did not load/.test((await part(desk, 'code').textContent()) ?? ''), 'it says so');
  await desk.unroute('**/*whole*');
  await ask(desk, (figure) => figure.toCode('optax').then(() => undefined));
  await until(desk, async () => (await picks.count()) > 40, 'all rules stand in the list, open as it is');
  await part(desk, 'code-script').waitFor();
  // The console tells what did not load.
  assert.ok(troubles.every((trouble) => /ERR_FAILED/.test(trouble)), `${troubles}`);
  await desk.context().close();
});

/** @type {[string, (page: Page) => Promise<{ x: number, y: number }>][]} */
const HELD = [
  ['α', (page) => thumb(part(page, 'learning-rate'))],
  ['the start', (page) => middle(part(page, 'start'))],
  ['the point of the map', (page) => middle(inFigure(page, '.handle'))],
];

for (const [what, take] of HELD) {
  test(`a hand that holds ${what} as all rules come holds it to the end, and one step undoes it`, async () => {
    const { page, troubles } = await open(browser, '', { reducedMotion: 'reduce' });
    /** @type {() => void} */
    let come = () => {};
    const held = new Promise((resolve) => (come = () => resolve(undefined)));
    await page.route('**/heavy_ball_whole_bg.wasm*', async (route) => {
      await held;
      await route.continue();
    });
    const first = await scene(page);
    const at = await take(page);
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x - 12, at.y);
    const code = ask(page, (figure) => figure.toCode('optax').then(() => 'code', ({ message }) => message));
    come();
    await page.waitForLoadState('networkidle');
    for (let move = 13; move < 20; move += 1) {
      await page.mouse.move(at.x - move, at.y);
      await painted(page);
    }
    await page.mouse.up();
    assert.equal(await code, 'code');
    await painted(page);
    assert.notDeepEqual(await scene(page), first);
    await press(page, 'undo');
    await until(page, async () => JSON.stringify(await scene(page)) === JSON.stringify(first), 'it is undone');
    assert.equal(await part(page, 'undo').getAttribute('aria-disabled'), 'true');
    assert.deepEqual(troubles, []);
    await page.context().close();
  });
}

test('the landscape is that of its paths after all rules have come out of sight', async () => {
  const { page } = await open(browser, '', { reducedMotion: 'reduce' });
  const home = await fromAfar(page, 'landscape');
  for (let times = 0; times < 3; times += 1) {
    await press(page, 'nearer');
    await painted(page);
  }
  await page.mouse.move(640, 450);
  await page.mouse.wheel(0, 5000);
  await until(page, () => ask(page, (figure) => figure.getBoundingClientRect().bottom < 0), 'it is out of sight');
  await painted(page);
  await ask(page, async (figure) => {
    await figure.toCode('optax');
    figure.reset();
  });
  await page.mouse.wheel(0, -5000);
  await until(page, () => ask(page, (figure) => figure.getBoundingClientRect().top > 0), 'it is in sight');
  await painted(page);
  alike(await fromAfar(page, 'landscape'), home, 'the landscape');
  await page.context().close();
});

test('what plays plays on with all rules, from where it was', async () => {
  const { page, troubles } = await open(browser, '', { reducedMotion: 'reduce' });
  const found = await ask(page, async (figure) => {
    /** @type {string[]} */
    const told = [];
    figure.addEventListener('heavy-ball-step', ({ detail }) => told.push(`${detail.step}`));
    figure.setAttribute('speed', '5');
    figure.seek(40);
    figure.play();
    await figure.toCode('optax');
    const { playing, step } = figure;
    const since = told.length;
    while (figure.playing && figure.step < step + 1) await new Promise(requestAnimationFrame);
    figure.pause();
    return { playing, step, after: told.slice(since).map(Number) };
  });
  assert.equal(found.playing, true);
  assert.ok(found.step >= 40 && found.step < 90, `it is at step ${found.step}`);
  assert.ok(found.after.every((step) => step >= Math.floor(found.step)), `and then at ${found.after}`);
  assert.deepEqual(troubles, []);
  await page.context().close();
});

test('what happened just before all rules came is told', async () => {
  const { desk, say } = await notes(browser);
  const { answer } = await say(
    '<heavy-ball></heavy-ball>',
    `await figure().toCode('optax');
     const next = document.createElement('heavy-ball');
     document.body.append(next);
     await next.ready;
     const told = [];
     next.addEventListener('heavy-ball-error', ({ detail }) => told.push(detail.problems.map(({ key }) => key).join()));
     next.addEventListener('heavy-ball-change', ({ detail }) => told.push(detail.keys.join()));
     next.scene = { momentum: 'fast', tolerance: 0.1 };
     await next.toCode('keras');
     await frames();
     return [told.toSorted(), next.shadowRoot.textContent.includes('got "fast"')];`,
  );
  assert.deepEqual(answer, [['momentum', 'tolerance'], true]);
  await desk.context().close();
});

test('the focus stays on what takes the notices away', async () => {
  const { desk, say } = await notes(browser);
  const { answer } = await say(
    '<heavy-ball momentum="x"></heavy-ball>',
    `const root = figure().shadowRoot;
     const dismiss = root.querySelector('[aria-label="Dismiss the notices"]');
     dismiss.focus();
     await figure().toCode('optax');
     await frames();
     return root.activeElement === dismiss;`,
  );
  assert.equal(answer, true);
  await desk.context().close();
});
