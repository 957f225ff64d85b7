// One Chromium for a test file, and pages in it that note every trouble.

import { chromium } from 'playwright-core';

/** @typedef {import('playwright-core').Page} Page */

/** The address of the built page, which `cargo xtask test` serves. */
export const url = named('HEAVY_BALL_URL');

/** A phone, for the options of a page that stands still. */
export const PHONE = /** @type {const} */ ({ reducedMotion: 'reduce', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/**
 * Starts Chromium, once for a file.
 *
 * ```js
 * const browser = await launch();
 * after(() => browser.close());
 * ```
 */
export function launch() {
  return chromium.launch({
    executablePath: named('CHROMIUM'),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * A page in a context of its own, at `address` (relative to the built page), with the troubles it has met so far: errors
 * and warnings of its console, exceptions, and requests that failed.
 * @param {import('playwright-core').Browser} browser
 * @param {string} [address] such as `#v=1&...`
 * @param {import('playwright-core').BrowserContextOptions} [options] such as `{ viewport, reducedMotion: 'reduce' }`
 * @returns {Promise<{ page: Page, troubles: string[] }>}
 */
export async function open(browser, address = '', options = {}) {
  const { page, troubles } = await blank(browser, options);
  await page.goto(new URL(address, url).href);
  return { page, troubles };
}

/**
 * A page like {@link open}'s that has not gone anywhere yet. It never tells that it is idle: the figures of the public
 * page's prose wait for that, and would take the machine from the one that is looked at.
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} [options]
 * @returns {Promise<{ page: Page, troubles: string[] }>}
 */
export async function blank(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  const page = await context.newPage();
  return { page, troubles: watch(page) };
}

/**
 * A page like {@link open}'s whose HTML is `html`, beside the built files: `./heavy-ball.js` is the bundle.
 * @param {import('playwright-core').Browser} browser
 * @param {string} html
 * @param {import('playwright-core').BrowserContextOptions} [options]
 * @returns {Promise<{ page: Page, troubles: string[] }>}
 */
export async function host(browser, html, options = {}) {
  const { page, troubles } = await blank(browser, options);
  await rehost(page, html);
  return { page, troubles };
}

/**
 * Another host page in a page that is there already.
 * @param {Page} page
 * @param {string} html
 * @param {Record<string, string>} [headers] such as a policy
 */
export async function rehost(page, html, headers = {}) {
  const address = new URL('host.html', url).href;
  await page.unroute(address);
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', headers, body: html }));
  await page.goto(address);
}

/**
 * The built page in a page that is there already, which is quicker than a new one, until its figure is ready.
 * @param {Page} page
 * @param {string} [address]
 */
export async function reopen(page, address = '') {
  // From one hash to another nothing would be loaded.
  await page.goto('about:blank');
  await page.goto(new URL(address, url).href);
  await ready(page);
}

/**
 * Waits until the first `<heavy-ball>` of the page is ready, and what its controls took of the room is drawn, too.
 * @param {Page} page
 */
export async function ready(page) {
  await page.locator('heavy-ball').first().waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    await customElements.whenDefined('heavy-ball');
    const element = /** @type {HTMLElement & { ready: Promise<unknown> }} */ (document.querySelector('heavy-ball'));
    await element.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/** @param {Page} page */
function watch(page) {
  /** @type {string[]} */
  const troubles = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left while it fetches what comes later is in no trouble.
    if (reason !== 'net::ERR_ABORTED') troubles.push(`request: ${request.url()} ${reason}`);
  });
  return troubles;
}

/** @param {string} name */
function named(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests by \`cargo xtask test\``);
  return value;
}
