// Hosts that allow little: the figure works as far as it may, and says in one sentence where it may not.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, launch, ready, rehost } from './browser.js';
import { ask, drag, ink, part, scene, thumb } from './hand.js';

/** @typedef {import('playwright-core').Page} Page */

const browser = await launch();
after(() => browser.close());

const BODY = '<!doctype html><link rel="icon" href="data:,"><heavy-ball autoplay></heavy-ball><script type="module" src="./heavy-ball.js"></script>';

/**
 * The figure must have given up with one sentence, the same everywhere.
 * @param {Page} page
 * @param {RegExp} sentence
 */
async function gaveUp(page, sentence) {
  const { reason, ...found } = await page.evaluate(async () => {
    await customElements.whenDefined('heavy-ball');
    const figure = /** @type {import('../../www/heavy-ball.js').HeavyBall} */ (document.querySelector('heavy-ball'));
    return {
      reason: await figure.ready.then(() => 'ready', (/** @type {Error} */ error) => error.message),
      problems: figure.problems,
      shown: /** @type {ShadowRoot} */ (figure.shadowRoot).querySelector('[role="alert"]:not([hidden])')?.textContent,
      scene: figure.scene, link: figure.link, trajectories: figure.trajectories, playing: figure.playing, step: figure.step,
    };
  });
  assert.match(reason, sentence);
  assert.ok(!reason.includes('\n') && reason.endsWith('.'), `one sentence: ${reason}`);
  assert.deepEqual(found, {
    problems: [{ key: 'wasm', value: '', message: reason }], shown: reason,
    scene: null, link: '', trajectories: [], playing: false, step: 0,
  });
  const { width, height } = (await part(page, 'fault').boundingBox()) ?? { width: 0, height: 0 };
  assert.ok(width > 100 && height > 20, 'it can be seen');
  for (const control of ['play', 'learning-rate', 'surface', 'undo']) assert.equal(await part(page, control).count(), 0, `a dead ${control}`);
  // Nothing that is asked of it now may throw.
  await ask(page, (figure) => {
    figure.scene = { momentum: 0.5 };
    figure.setAttribute('momentum', '0.4');
    figure.play();
    figure.seek(3);
    figure.reset();
  });
  for (const theme of ['dark', 'light']) {
    await ask(page, (figure, to) => figure.setAttribute('theme', to), theme);
    await page.locator(`heavy-ball [data-theme="${theme}"]`).waitFor({ timeout: 5000 });
  }
}

test('without WebAssembly there is one clear sentence, not a blank box', async () => {
  const { page, troubles } = await blank(browser);
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await rehost(page, BODY);
  await gaveUp(page, /no WebAssembly/);
  assert.deepEqual(troubles.filter((trouble) => trouble.startsWith('exception')), []);
  await page.context().close();
});

test('a policy without wasm-unsafe-eval is named with what it needs', async () => {
  const { page } = await blank(browser);
  await rehost(page, BODY, { 'content-security-policy': "script-src 'self'" });
  await gaveUp(page, /Content Security Policy.*'wasm-unsafe-eval'/);
  await page.context().close();
});

test('a policy that takes no HTML from it is named with what it needs', async () => {
  const { page } = await blank(browser);
  await rehost(page, BODY, { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'" });
  await gaveUp(page, /Content Security Policy needs heavy-ball in its trusted-types/);
  await page.context().close();
});

test('a wasm file that is not there is named, and the next element tries again, or the same when it comes back', async () => {
  const { page } = await blank(browser);
  await page.route('**/*.wasm*', (route) => route.fulfill({ status: 404, contentType: 'text/html', body: '<p>Not found' }));
  await rehost(page, BODY);
  await gaveUp(page, /^Heavy Ball cannot run: its WebAssembly file did not load \(.+\)\. Reload the page to try again\.$/);
  await page.unroute('**/*.wasm*');
  const found = await page.evaluate(async () => {
    const next = /** @type {import('../../www/heavy-ball.js').HeavyBall} */ (document.createElement('heavy-ball'));
    document.body.append(next);
    await next.ready;
    const [figure] = document.querySelectorAll('heavy-ball');
    const given = /** @type {any} */ (figure);
    const first = given.ready;
    given.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(given);
    await given.ready;
    const code = await given.toCode('optax');
    const rejected = await first.then(() => false, () => true);
    return { next: next.trajectories.length > 0, given: given.trajectories.length > 0, problems: given.problems, code: code.includes('optax'), rejected };
  });
  assert.deepEqual(found, { next: true, given: true, problems: [], code: true, rejected: true }, 'the network is back');
  await page.context().close();
});

test('a wasm file of another version than the script is told from one that did not load', async () => {
  const { page } = await blank(browser);
  // The smallest module: it has nothing of what the script calls.
  await page.route('**/*.wasm*', (route) => route.fulfill({ contentType: 'application/wasm', body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) }));
  await rehost(page, BODY);
  await gaveUp(page, /its files are of two versions\. Reload the page/);
  await page.context().close();
});

test('the public page says it too, and its prose still stands', async () => {
  const { page } = await blank(browser);
  await page.route('**/*.wasm*', (route) => route.abort());
  await page.goto(new URL('#v=1&momentum=0.5', String(process.env.HEAVY_BALL_URL)).href);
  await gaveUp(page, /^Heavy Ball did not load: the network may be away\. Reload the page to try again\.$/);
  assert.ok(await page.locator('#question').isVisible());
  await page.context().close();
});

test('under a strict policy nothing is refused, from the first picture to a drag', async () => {
  const { page, troubles } = await blank(browser);
  await rehost(page, BODY, {
    'content-security-policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types heavy-ball",
  });
  await ready(page);
  await ask(page, (figure) => figure.pause());
  const { learningRate } = await scene(page);
  await drag(page, await thumb(part(page, 'learning-rate')), { x: -40 });
  assert.ok((await scene(page)).learningRate < learningRate);
  assert.ok((await ink(page, 'paths')).pixels > 500);
  const font = await part(page, 'root').evaluate((root) => getComputedStyle(root).fontSize);
  assert.equal(font, '13px', 'the sheet is adopted');
  assert.deepEqual(troubles, []);
  await page.context().close();
});
