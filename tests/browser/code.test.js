// The same paths as code: a disclosure that is fetched when it is opened, and follows the figure.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import { blank, launch, ready, reopen } from './browser.js';
import { ask, drag, painted, part, press, pull, thumb, until } from './hand.js';
import { cutOff, faint, overlapping, small, wide } from './measure.js';

/** @typedef {import('playwright-core').Page} Page */

const browser = await launch();
after(() => browser.close());
const { page, troubles } = await blank(browser, { reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });
const THREE = '#v=1&rules=ema heavy-ball trace&learning-rate=0.05&momentum=0.9';
beforeEach(async () => {
  troubles.length = 0;
  await reopen(page, THREE);
});

/** Opens it and waits for the script. @param {Page} [of] */
async function open(of = page) {
  await part(of, 'code-summary').click();
  await part(of, 'code-script').waitFor();
  await painted(of);
}

/** The table's rows as texts, a cell each. */
const rows = () =>
  part(page, 'code-table').locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
const script = async () => (await part(page, 'code-script').textContent()) ?? '';
/** @param {string} library */
const choose = (library) => part(page, 'code-library').getByRole('radio', { name: library, exact: true }).check();
/** @param {string} library */
const toCode = (library) => ask(page, (figure, name) => figure.toCode(name), library);
const focused = () => ask(page, ({ shadowRoot }) => shadowRoot?.activeElement?.getAttribute('data-ref'));

test('nothing of it is fetched when the page loads, nor the picker, and the page waits for no file but its own', async () => {
  const { page: fresh, troubles: met } = await blank(browser);
  /** @type {string[]} */
  const files = [];
  fresh.on('request', (request) => files.push(request.url().replace(/^.*\/|[?#].*$/g, '')));
  await fresh.goto(String(process.env.HEAVY_BALL_URL));
  await ready(fresh);
  await fresh.waitForLoadState('networkidle');
  const scripts = files.filter((file) => /\.(js|wasm)$/.test(file)).toSorted();
  assert.deepEqual(scripts, ['heavy-ball.js', 'heavy_ball_bg.wasm']);
  await open(fresh);
  assert.deepEqual(
    files.filter((file) => /\.(js|wasm)$/.test(file) && !scripts.includes(file)).toSorted(),
    ['code.later.js', 'heavy_ball_whole_bg.wasm', 'whole.later.js'],
  );
  assert.deepEqual(met, []);
  await fresh.context().close();
});

test('it opens with a row for each run and a column for each of three libraries', async () => {
  await open();
  const heads = await part(page, 'code-table').getByRole('columnheader').allTextContents();
  assert.deepEqual(heads, ['run', 'PyTorch', 'Keras', 'optax']);
  const [ema, heavyBall, trace, ...more] = await rows();
  assert.deepEqual(more, []);
  assert.match(ema[0], /^EMA.*α 0\.05.*β 0\.9$/i);
  assert.equal(ema[3], 'optax.chain(optax.ema(0.9, debias=False), optax.scale_by_learning_rate(0.05))');
  assert.match(heavyBall[2], /^keras\.optimizers\.SGD\(learning_rate=0\.05, momentum=0\.9\)/);
  assert.equal(trace[1], 'torch.optim.SGD(w, lr=0.05, momentum=0.9)');
  const standing = await part(page, 'code-table').locator('tbody tr').nth(2).locator('td').first().locator('b').allTextContents();
  assert.deepEqual(standing, ['0.05', '0.9'], 'α and β stand out');
  assert.match(heavyBall[1], /while α and β|while/i, 'the condition stands beside the call');
  assert.deepEqual(troubles, []);
});

test('the disclosure stands open with the focus where it was, and the page stays', async () => {
  await part(page, 'code-summary').focus();
  const top = (await part(page, 'code-summary').boundingBox())?.y;
  await page.keyboard.press('Enter');
  await part(page, 'code-script').waitFor();
  await painted(page);
  assert.equal(await focused(), 'code-summary');
  assert.equal(await part(page, 'code').evaluate((details) => /** @type {HTMLDetailsElement} */ (details).open), true);
  assert.equal((await part(page, 'code-summary').boundingBox())?.y, top, 'the page stays where it was');
  await page.keyboard.press('Enter');
  await part(page, 'code-script').waitFor({ state: 'hidden' });
});

test('a trace with dampening says why optax cannot, and what comes nearest', async () => {
  await reopen(page, '#v=1&rules=trace(dampening=0.5)');
  await open();
  const [[, torch, , optax]] = await rows();
  assert.match(torch, /dampening=0\.5/);
  assert.equal(optax, "optax.sgd comes nearest: there dampening is 0, not 0.5.");
  await choose('optax');
  assert.ok(await part(page, 'code-script').isHidden());
  assert.ok(await part(page, 'code-copy').isHidden());
  assert.match((await part(page, 'code-body').textContent()) ?? '', /The whole script.*comes nearest/);
});

test('the text of the script is what toCode gives, for every library', async () => {
  await open();
  for (const library of ['PyTorch', 'Keras', 'optax']) {
    await choose(library);
    assert.equal(await script(), await toCode(library.toLowerCase()), library);
  }
});

test('a drag changes it when the hand lets go, and not before', async () => {
  await open();
  const before = await script();
  await pull(page, await thumb(part(page, 'learning-rate')), { x: -40 });
  await painted(page);
  assert.equal(await script(), before);
  await page.mouse.up();
  await until(page, async () => (await script()) !== before, 'the script follows');
  assert.equal(await script(), await toCode('pytorch'));
  const [[, first]] = await rows();
  assert.doesNotMatch(first, /0\.05\D/);
  assert.deepEqual(troubles, []);
});

test('what a program changes shows, and what changes while it is closed does when it is opened again', async () => {
  await open();
  await ask(page, (figure) => figure.setAttribute('rules', 'adam(beta2=0.99)'));
  await until(page, async () => (await script()).includes('Adam'), 'the script follows');
  assert.equal((await rows()).length, 1);
  await press(page, 'code-summary');
  await ask(page, (figure) => figure.setAttribute('rules', 'trace'));
  await press(page, 'code-summary');
  await until(page, async () => (await script()).includes('SGD'), 'the script is of now');
});

test('it is open again in a figure that was taken out and put in again', async () => {
  await open();
  await ask(page, (figure) => {
    Object.assign(window, { back: figure.parentElement?.append.bind(figure.parentElement, figure) });
    figure.remove();
  });
  await painted(page);
  await page.evaluate(() => /** @type {any} */ (window).back());
  await part(page, 'code-script').waitFor();
  assert.match(await script(), /torch/);
  assert.deepEqual(troubles, []);
});

test('no key that scrolls the script reaches the host', async () => {
  await open();
  await page.evaluate(() => {
    /** @type {string[]} */
    const heard = [];
    Object.assign(window, { heard });
    document.addEventListener('keydown', (event) => heard.push(event.key));
  });
  await part(page, 'code-script').focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'Space']) await page.keyboard.press(key);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).heard), []);
});

test('what others write into a link stays a text', async () => {
  await reopen(page, `#v=1&rules=${encodeURIComponent('trace(momentum=<img src=x>)')}`);
  await open();
  assert.equal(await part(page, 'code-body').locator('img').count(), 0);
});

test('the script can be copied, and the button says that it was', async () => {
  await open();
  await choose('Keras');
  await press(page, 'code-copy');
  await until(page, async () => (await part(page, 'code-copy').textContent()) === 'copied', 'it says so');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await script());
  await until(page, async () => (await part(page, 'code-copy').textContent()) === 'copy', 'it can be copied again');
});

test('where a host refuses the clipboard, the script is selected for the hand', async () => {
  await open();
  await page.evaluate(() => Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('no')) }));
  await press(page, 'code-copy');
  assert.match((await part(page, 'code-copy').textContent()) ?? '', /selected/);
  assert.match(await page.evaluate(() => String(getSelection())), /torch/);
});

test('without the network one sentence says so, and the figure stands', async () => {
  await page.route('**/*.later.js*', (route) => route.abort());
  await part(page, 'code-summary').click();
  await until(page, async () => /did not load/.test((await part(page, 'code-note').textContent()) ?? ''), 'it is said');
  await part(page, 'more-rules').click();
  await until(page, async () => /did not load/.test((await part(page, 'rules-problem').textContent()) ?? ''), 'the picker says it, too');
  await page.unroute('**/*.later.js*');
  await drag(page, await thumb(part(page, 'momentum')), { x: -20 });
});

for (const { name, ...size } of [
  { name: '390 px', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  { name: '768 px', viewport: { width: 768, height: 1024 } },
  { name: '1280 px', viewport: { width: 1280, height: 900 } },
]) {
  test(`at ${name} nothing of it is cut, covered or too faint, by day and by night`, async () => {
    const { page: other, troubles: met } = await blank(browser, { reducedMotion: 'reduce', ...size });
    await reopen(other, '#v=1&rules=ema heavy-ball trace trace(dampening=0.5) adam lion prodigy');
    await open(other);
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await other.emulateMedia({ colorScheme });
      await painted(other);
      for (const measure of [wide, cutOff, faint]) assert.deepEqual(await other.evaluate(measure), [], `${colorScheme}: ${measure.name}`);
    }
    assert.deepEqual((await other.evaluate(overlapping)).filter((pair) => /optim|keras|optax/.test(pair)), []);
    if (size.viewport.width === 390) assert.deepEqual(await other.evaluate(small, 40), []);
    assert.deepEqual(met, []);
    await other.context().close();
  });
}
