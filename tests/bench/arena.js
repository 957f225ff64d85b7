// A page of its own for the wasm core and its rivals, beside the built page.

import { readFile } from 'node:fs/promises';

import { url } from '../browser/browser.js';

const ROOT = new URL('../..', import.meta.url);

/**
 * The page as it is built exports nothing, so the glue and the references lie beside it, for this page alone.
 * @param {import('playwright-core').Browser} browser
 */
export async function arena(browser) {
  const page = await browser.newPage();
  await page.route(/\/(?:tests\/bench|www\/wasm)\/[a-z_-]+\.js$|\/contest\.html$/, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(new URL(url).pathname.length);
    const isPage = path === 'contest.html';
    // The module of a release has short names, and its glue knows them.
    const folder = path.startsWith('www/') ? new URL('target/site/', ROOT) : ROOT;
    const body = isPage ? '<!doctype html>' : await readFile(new URL(path, folder), 'utf8');
    await route.fulfill({ contentType: isPage ? 'text/html' : 'text/javascript', body });
  });
  await page.goto(`${url}contest.html`);
  return page;
}
