// Light or dark: by its own theme, or as its page is and says.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { blank, host, launch, ready, rehost } from './browser.js';
import { ask, ink, part, until } from './hand.js';

const browser = await launch();
after(() => browser.close());

const SCRIPT = '<script type="module" src="./heavy-ball.js"></script>';

test('auto follows a page that follows the system, a theme of its own does not', async () => {
  const { page } = await host(browser, `<!doctype html><meta name="color-scheme" content="light dark"><body><heavy-ball></heavy-ball>${SCRIPT}`, { colorScheme: 'light' });
  await ready(page);
  const theme = () => part(page, 'root').getAttribute('data-theme');
  const light = await ink(page, 'landscape');
  await page.emulateMedia({ colorScheme: 'dark' });
  await until(page, async () => (await theme()) === 'dark', 'it is dark');
  const dark = await ink(page, 'landscape');
  assert.notEqual(dark.print, light.print);
  // With a margin it is another size, too.
  await ask(page, (figure) => figure.setAttribute('theme', 'light'));
  const own = await ink(page, 'landscape');
  await page.emulateMedia({ colorScheme: 'light' });
  assert.deepEqual([await theme(), (await ink(page, 'landscape')).print], ['light', own.print]);
  await ask(page, (figure) => figure.setAttribute('theme', 'dark'));
  assert.deepEqual([await theme(), (await ink(page, 'landscape')).print === own.print], ['dark', false]);
});

test('auto follows the colours of a page that has a switch of its own, wherever it writes and when its style sheet comes', async () => {
  const style = '<style>.night { color-scheme: dark; } .day { color-scheme: only light; }</style>';
  const figures = '<main><heavy-ball></heavy-ball></main><div class="day"></div>';
  const { page } = await host(browser, `<!doctype html>${style}<body>${figures}${SCRIPT}`, { colorScheme: 'light' });
  await ready(page);
  const theme = () => part(page, 'root').getAttribute('data-theme');
  const light = await ink(page, 'landscape');
  assert.equal(await theme(), 'light');
  await page.evaluate(() => (document.body.className = 'night'));
  const dark = await ink(page, 'landscape');
  assert.deepEqual([await theme(), dark.print === light.print], ['dark', false]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => (document.body.className = 'day'));
  assert.equal((await ink(page, 'landscape')).print, light.print);
  assert.equal(await theme(), 'light');
  await page.evaluate(() => (document.body.className = ''));
  assert.equal((await ink(page, 'landscape')).print, light.print, 'a page that says nothing has black words on white');
  await page.evaluate(() => (document.body.style.color = 'oklch(0.9 0.02 250)'));
  const becomes = (/** @type {string} */ name) => until(page, async () => (await theme()) === name, `it is ${name}`);
  await becomes('dark');
  const around = page.locator('main');
  await around.evaluate((main) => main.setAttribute('class', 'day'));
  await becomes('light');
  await around.evaluate((main) => main.setAttribute('class', 'late'));
  await becomes('dark');
  await page.addStyleTag({ content: '.late { color-scheme: only light; }' });
  await becomes('light');
  await around.evaluate((main) => main.removeAttribute('class'));
  await becomes('dark');
  await ask(page, (figure) => document.querySelector('div.day')?.append(figure));
  await becomes('light');
});

test('auto follows the words of a page that says nothing, before the module is there, too', async () => {
  for (const [style, colorScheme, theme] of /** @type {[string, 'light' | 'dark', string][]} */ ([['', 'dark', 'light'], ['color: rgb(0 0 0 / 87%)', 'dark', 'light'], ['color: gray', 'dark', 'light'], ['color: transparent', 'dark', 'dark'], ['color: #fff; background: #191919', 'light', 'dark']])) {
    const { page } = await blank(browser, { colorScheme });
    /** @type {() => void} */
    let arrive = () => {};
    const arrived = new Promise((resolve) => (arrive = () => resolve(undefined)));
    await page.route('**/*.wasm*', (route) => arrived.then(() => route.continue()));
    await rehost(page, `<!doctype html><body style="${style}"><heavy-ball></heavy-ball>${SCRIPT}`);
    const shown = () => part(page, 'root').getAttribute('data-theme');
    await until(page, async () => (await shown()) === theme, `${style} is ${theme} while it loads`);
    arrive();
    await ready(page);
    assert.equal(await shown(), theme, style);
    const other = theme === 'light' ? 'dark' : 'light';
    await page.evaluate((words) => Object.assign(document.body.style, { transition: 'color 100ms', color: words }), other === 'dark' ? '#eee' : '#222');
    await until(page, async () => (await shown()) === other, `${style} fades to ${other}`);
    await page.context().close();
  }
});

test('auto follows the colours that a reader has forced, whatever the page says', async () => {
  const { page } = await host(browser, `<!doctype html><style>:root { color-scheme: light; color: #222; background: #fff; }</style><heavy-ball></heavy-ball>${SCRIPT}`, { colorScheme: 'dark' });
  await ready(page);
  const becomes = (/** @type {string} */ name) => until(page, async () => (await part(page, 'root').getAttribute('data-theme')) === name, `it is ${name}`);
  await becomes('light');
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await becomes('dark');
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'dark' });
  await becomes('light');
});

test('a figure that cannot run follows its page, too', async () => {
  const { page } = await blank(browser, { colorScheme: 'light' });
  await page.route('**/*.wasm*', (route) => route.abort());
  await rehost(page, `<!doctype html><meta name="color-scheme" content="light dark"><heavy-ball></heavy-ball>${SCRIPT}`);
  await part(page, 'fault').waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await until(page, async () => (await part(page, 'root').getAttribute('data-theme')) === 'dark', 'it is dark');
  await page.context().close();
});

test('auto follows a page by night whose switch writes no attribute above it, or that says so by a meta tag alone', async () => {
  const sheet = '<link id="night" rel="stylesheet" href="data:text/css,:root{color-scheme:dark}"><style>:root:has(#dim:checked) { color-scheme: dark; }</style>';
  const { page } = await host(browser, `<!doctype html>${sheet}<body><input type="checkbox" id="dim"><div id="place"><heavy-ball></heavy-ball></div>${SCRIPT}`, { colorScheme: 'light' });
  await ready(page);
  const becomes = (/** @type {string} */ name) => until(page, async () => (await part(page, 'root').getAttribute('data-theme')) === name, `it is ${name}`);
  await becomes('dark');
  await page.evaluate(() => Object.assign(/** @type {HTMLElement} */ (document.querySelector('#night')), { disabled: true }));
  await becomes('light');
  await page.locator('#dim').check();
  await becomes('dark');
  // Where it is not laid out, nothing tells it until it is seen.
  await page.locator('#place').evaluate((place) => (place.style.display = 'none'));
  await page.locator('#dim').uncheck();
  await page.locator('#place').evaluate((place) => (place.style.display = ''));
  await becomes('light');
  await page.evaluate(() => document.head.insertAdjacentHTML('beforeend', '<meta name="color-scheme" content="dark">'));
  await becomes('dark');
});

test('the pictures are drawn with more contrast as long as the reader asks for it, from the first one on', async () => {
  const picture = async (/** @type {import('playwright-core').Page} */ page) => [(await ink(page, 'landscape')).print, (await ink(page, 'axes')).print];
  const { page } = await host(browser, `<!doctype html><body><heavy-ball></heavy-ball>${SCRIPT}`, { reducedMotion: 'reduce' });
  await ready(page);
  const usual = await picture(page);
  await page.emulateMedia({ contrast: 'more' });
  const asked = await picture(page);
  assert.ok(asked.every((print, i) => print !== usual[i]));
  await page.emulateMedia({ contrast: 'no-preference' });
  assert.deepEqual(await picture(page), usual);
  const { page: other } = await host(browser, `<!doctype html><body><heavy-ball></heavy-ball>${SCRIPT}`, { reducedMotion: 'reduce', contrast: 'more' });
  await ready(other);
  assert.deepEqual(await picture(other), asked);
});
