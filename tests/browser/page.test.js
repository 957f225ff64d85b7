import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { PHONE, blank, launch, open, ready, url } from './browser.js';
import { inkOn, painted, part, press, until } from './hand.js';

const browser = await launch();
after(() => browser.close());

test('the built page becomes ready without a word on the console', async () => {
  const { page, troubles } = await open(browser);
  await ready(page);
  assert.deepEqual(troubles, []);
});

test('the built page asks only for files under its own folder, each by an address of its version', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  await ready(page);
  await press(page, 'more-rules');
  await part(page, 'picker').waitFor();
  const files = asked.map((address) => address.slice(url.length));
  assert.deepEqual(asked.filter((address) => !address.startsWith(url)), []);
  // With the checksum of what lies there, so that no cache pairs a script with a module of another version.
  assert.deepEqual(files.filter((file) => !/^(?:|(?:heavy-ball|picker\.later|whole\.later)\.js\?[0-9a-f]{8}|page\.css\?[0-9a-f]{8}|heavy_ball(?:_whole)?_bg\.wasm\?[0-9a-f]{8})$/.test(file)), []);
  assert.ok(['heavy_ball_bg.wasm', 'heavy-ball.js', 'picker.later.js'].every((name) => files.some((file) => file.startsWith(`${name}?`))), `${files}`);
});

test('the module is compiled from the head of the page on, once', async () => {
  const { page, troubles } = await blank(browser);
  await page.addInitScript(() => {
    const { compileStreaming, instantiateStreaming } = WebAssembly;
    /** @type {string[]} */
    const compiled = [];
    Object.assign(window, { compiled });
    WebAssembly.compileStreaming = (...of) => (compiled.push(`in ${document.currentScript?.parentElement?.localName}`), compileStreaming(...of));
    WebAssembly.instantiateStreaming = (...of) => (compiled.push('late'), instantiateStreaming(...of));
  });
  await page.goto(url);
  await ready(page);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).compiled), ['in head']);
  assert.deepEqual(troubles, []);
  await page.context().close();
});

test('where the sheet alone does not come, nothing is said of the script', async () => {
  const { page } = await blank(browser, PHONE);
  const later = (/** @type {number} */ wait) => new Promise((done) => setTimeout(done, wait));
  await page.route('**/page.css*', (route) => later(300).then(() => route.abort()));
  await page.route('**/heavy-ball.js*', (route) => later(900).then(() => route.continue()));
  await page.goto(url);
  await ready(page);
  assert.equal(await page.locator('heavy-ball').first().evaluate((figure) => figure.childElementCount), 0);
  await page.context().close();
});

/** @type {Record<string, (route: import('playwright-core').Route) => Promise<void>>} */
const LOST = {
  'does not come': (route) => route.abort(),
  'is not there': (route) => route.fulfill({ status: 404, contentType: 'text/html', body: '<p>Not found' }),
  'is a page of words': (route) => route.fulfill({ contentType: 'text/html', body: '<p>Sign in to this network' }),
  'is cut': async (route) => route.fulfill({ contentType: 'text/javascript', body: (await (await route.fetch()).text()).slice(0, 50000) }),
};
for (const [what, answer] of Object.entries(LOST)) {
  test(`where the script ${what}, one sentence says so, and the prose is near`, async () => {
    const { page } = await blank(browser, PHONE);
    await page.route('**/heavy-ball.js*', answer);
    await page.goto(url);
    const sentence = page.getByText('The playground’s script did not load: the network may be away. Reload the page to try again.');
    await sentence.waitFor();
    assert.ok(await page.evaluate(() => (document.querySelector('#question')?.getBoundingClientRect().top ?? Infinity) < innerHeight));
    assert.equal(await page.locator('.figures').first().isVisible(), false, 'no place is kept for figures that do not come');
    await page.unroute('**/heavy-ball.js*');
    await page.reload();
    await ready(page);
    assert.equal(await sentence.count(), 0);
    await page.context().close();
  });
}

test('a script that fails beside it says nothing of the playground', async () => {
  const { page } = await blank(browser);
  await page.goto(url);
  await ready(page);
  await page.evaluate(() => setTimeout(() => { throw new Error('of somebody else'); }));
  await painted(page);
  assert.equal(await page.locator('heavy-ball').first().textContent(), '');
  await page.context().close();
});

test('without scripts neither keys nor figures are spoken of', async () => {
  const { page } = await blank(browser, { javaScriptEnabled: false });
  await page.goto(url);
  assert.ok(await page.locator('.noscript').isVisible());
  assert.equal(await page.locator('.keys').isVisible(), false);
  await page.context().close();
});

/** @type {Record<string, (page: import('playwright-core').Page) => Promise<unknown>>} */
const WAYS = {
  'reloads it': (page) => page.reload(),
  'comes back to it': (page) => page.goto('about:blank').then(() => page.goBack()),
  // From the same page it would only be scrolled.
  'follows a link into it': (page) => page.goto('about:blank').then(() => page.goto(new URL('#notes', url).href)),
};
for (const [way, go] of Object.entries(WAYS)) {
  test(`a reader far down the page who ${way} finds the same lines`, async () => {
    for (const options of way === 'reloads it' ? [{}, PHONE] : [{}]) {
      const { page } = await open(browser, '', { ...options, reducedMotion: 'reduce' });
      const notes = page.locator('#notes');
      const top = () => notes.evaluate((section) => section.getBoundingClientRect().top);
      await ready(page);
      await notes.evaluate((section) => section.scrollIntoView());
      const before = await top();
      // The figure above grows after the browser has brought the page to its place, and never before.
      await page.route('**/*.wasm*', async (route) => setTimeout(() => route.continue(), 300));
      await go(page);
      await ready(page);
      await painted(page);
      await until(page, async () => Math.abs((await top()) - before) < 2, 'the same lines are seen');
      await page.context().close();
    }
  });
}

test('a reader who reloads at the address of an anchor is where he was, and not at the anchor', async () => {
  const { page } = await open(browser, '', { reducedMotion: 'reduce' });
  await page.goto(new URL('#notes', url).href);
  await ready(page);
  await painted(page);
  await page.mouse.wheel(0, -2000);
  const top = () => page.locator('#notes').evaluate((section) => section.getBoundingClientRect().top);
  await until(page, async () => (await top()) > 1500, 'the page is scrolled');
  const before = await top();
  await page.reload();
  await ready(page);
  await painted(page);
  await painted(page);
  assert.ok(Math.abs((await top()) - before) < 2, `${await top()} px after ${before}`);
  await page.context().close();
});

test('the figures of the prose are drawn before they are seen, once the first one stands still', async () => {
  // One that tells when it is idle.
  const page = await browser.newPage(PHONE);
  await page.goto(url);
  await page.waitForFunction(() => document.querySelectorAll('heavy-ball').length === 7);
  const figures = page.locator('.figures heavy-ball');
  for (const figure of await figures.all()) {
    const paths = figure.locator('[data-ref="paths"]');
    await until(page, async () => (await inkOn(page, paths)).solid > 100, 'its paths are drawn');
  }
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= screen.width), 'and make the page no wider');
  const parts = () => figures.evaluateAll((all) => all.map((each) => getComputedStyle(each).contentVisibility));
  assert.deepEqual(await parts(), Array(6).fill('visible'));
  await page.evaluate(() => /** @type {any} */ (document.querySelector('heavy-ball')).play());
  await until(page, async () => (await parts()).every((each) => each === 'auto'), 'while it plays they have no part in its frames');
  await page.evaluate(() => /** @type {any} */ (document.querySelector('heavy-ball')).pause());
  await until(page, async () => (await parts()).every((each) => each === 'visible'), 'and then they are there again');
  await page.context().close();
});

test('the figures of the prose are made when the reader comes near, and show what it says', async () => {
  const { page, troubles } = await open(browser);
  await ready(page);
  assert.equal(await page.locator('heavy-ball').count(), 1, 'neither arrival nor playing waits for them');
  const groups = page.locator('.figures');
  for (let group = 0; group < 3; group++) {
    await groups.nth(group).scrollIntoViewIfNeeded();
    await page.waitForFunction((count) => document.querySelectorAll('heavy-ball').length >= count, 3 + 2 * group);
  }
  // Of each figure its forms' points, without the first figure of the page.
  const [bowl, higher, number, step, noAlpha, noGradient] = await page.evaluate(async () => {
    const figures = [...document.querySelectorAll('.figures heavy-ball')];
    await Promise.all(figures.map((figure) => /** @type {any} */ (figure).ready));
    return figures.map((figure) => {
      const runs = /** @type {{ rule: string, points: Float64Array }[]} */ (/** @type {any} */ (figure).trajectories);
      return Object.fromEntries(runs.map(({ rule, points }) => [rule, [...points]]));
    });
  });
  const apart = (/** @type {Record<string, number[]>} */ runs) => Math.max(...runs.ema.map((each, i) => Math.abs(each - runs.trace[i])));
  assert.ok(apart(number) > 1 && apart(step) < 1e-12, `${apart(number)} and ${apart(step)}`);
  const moves = (/** @type {number[]} */ points) => points[40] !== points[42] || points[41] !== points[43];
  assert.deepEqual(Object.values(noAlpha).map(moves), [false, true, false], 'without α the heavy ball rolls on alone');
  assert.deepEqual(Object.values(noGradient).map(moves), [true, true, true], 'without gradient all of them do');
  bowl.adam.forEach((each, i) => assert.ok(Math.abs(each - higher.adam[i]) < 1e-6, `Adam at ${i}`));
  const end = (/** @type {number[]} */ points) => Math.hypot(...points.slice(-2));
  assert.ok(end(bowl['heavy-ball']) < 1 && end(higher['heavy-ball']) > 10, 'the heavy ball needs another α');
  assert.deepEqual(troubles, []);
  await page.context().close();
});

for (const reducedMotion of /** @type {const} */ (['reduce', 'no-preference'])) {
  test(`a link of the prose opens in the figure, and brings it into sight to stay (motion: ${reducedMotion})`, async () => {
    const { page, troubles } = await open(browser, '', { reducedMotion });
    await ready(page);
    const link = page.locator('.prose a[href*="polyak"]');
    await link.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const before = await page.evaluate(() => scrollY);
    await link.click({ modifiers: ['Control'] });
    await painted(page);
    assert.equal(await page.evaluate(() => scrollY), before, 'in another tab nothing moves here');
    await link.click();
    // The rules of the link come with the other module.
    const runs = () => page.evaluate(() => {
      const trajectories = /** @type {any[]} */ (/** @type {any} */ (document.querySelector('heavy-ball')).trajectories);
      return trajectories.map(({ rule, converged }) => [rule, converged]);
    });
    await until(page, async () => (await runs()).length === 4, 'four rules run');
    assert.deepEqual(await runs(), [['polyak', 31], ['cocob', 44], ['dowg', 68], ['prodigy', 141]]);
    const top = () => page.locator('heavy-ball').first().evaluate((element) => element.getBoundingClientRect().top);
    await until(page, async () => Math.abs((await top()) - 16) < 2, 'it is in sight');
    for (let frame = 0; frame < 30; frame += 1) await painted(page);
    assert.ok(Math.abs((await top()) - 16) < 2, `it stays there: ${await top()}`);
    assert.deepEqual(troubles, []);
    await page.context().close();
  });
}

test('who comes back from a link of the prose is where it stands', async () => {
  const { page } = await open(browser, '', PHONE);
  await ready(page);
  const link = page.locator('.prose a[href*="polyak"]');
  const top = () => link.evaluate((each) => each.getBoundingClientRect().top);
  await link.evaluate((each) => each.scrollIntoView({ block: 'center' }));
  await painted(page);
  const before = await top();
  await link.click();
  await page.waitForFunction(() => scrollY < 400);
  await page.locator('heavy-ball h4', { hasText: 'Polyak' }).first().waitFor();
  await page.goBack();
  await until(page, async () => Math.abs((await top()) - before) < 2, 'the same lines are there');
  for (let frame = 0; frame < 10; frame += 1) await painted(page);
  assert.ok(Math.abs((await top()) - before) < 2, 'to stay');
  // That was this way back; the next one is the browser's.
  await page.evaluate(() => scrollTo(0, 900));
  await page.evaluate(() => (location.hash = '#notes'));
  await page.waitForFunction(() => scrollY > 2000);
  await page.goBack();
  await page.waitForFunction(() => scrollY < 2000);
  for (let frame = 0; frame < 10; frame += 1) await painted(page);
  assert.ok(await page.evaluate(() => scrollY < 2000));
  await page.context().close();
});

test('on the narrowest phone the head shows all of its names', async () => {
  const { page } = await open(browser, '', { ...PHONE, viewport: { width: 320, height: 568 } });
  await ready(page);
  const nav = await page.locator('.top nav').evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
  assert.equal(nav.scrollWidth, nav.clientWidth);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.context().close();
});

test('on a phone no line ends within a name of the tag', async () => {
  const { page } = await open(browser, '', PHONE);
  await ready(page);
  const broken = await page.locator('#notes p code:not(.long)').evaluateAll((all) => all.filter((code) => code.getClientRects().length > 1).map((code) => code.textContent));
  assert.deepEqual(broken, []);
  await page.context().close();
});

test('all words of the page grow with the size that its reader has chosen, and none is cut off', async () => {
  const { page } = await open(browser, '', PHONE);
  await ready(page);
  /** Of the page alone: the figures look after themselves. */
  const sizes = () => page.evaluate(() => [...document.querySelectorAll('.top a, h1, .line, :is(.prose, footer) :is(p, h2, h3, th, td, code, figcaption)')].map((each) => parseFloat(getComputedStyle(each).fontSize)));
  const before = await sizes();
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  const grown = await sizes();
  // The title follows the window, too.
  assert.deepEqual(grown.map((size, i) => size / before[i] > 1.7), before.map(() => true));
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    await painted(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}: the page is no wider`);
  }
  await page.context().close();
});
