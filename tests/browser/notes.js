// A page of notes with the element in it, and a script that its author might have written.

import { blank, rehost } from './browser.js';

/** @import { Browser } from 'playwright-core' */

export const SCRIPT = '<script type="module" src="./heavy-ball.js"></script>';

/** What tests say in the page. */
export const WORDS = `<script>
  const figure = () => document.querySelector('heavy-ball');
  const frames = async (n = 3) => { while (n--) await new Promise((done) => requestAnimationFrame(done)); };
  const all = () => Promise.all([...document.querySelectorAll('heavy-ball')].map((each) => each.ready));
  const upgraded = async () => { await customElements.whenDefined('heavy-ball'); await all(); await frames(); };
  const log = [];
  for (const type of ['ready', 'change', 'step', 'end', 'error']) {
    addEventListener('heavy-ball-' + type, ({ detail, target }) => log.push({ type, ...detail, id: target.id }));
  }
</script>`;

/**
 * One page for all notes of a test file: each is written anew into it.
 * @param {Browser} browser
 */
export async function notes(browser) {
  const { page: desk, troubles } = await blank(browser);
  /**
   * @param {string} body
   * @param {string} script of a function that runs when all figures are ready; what it returns is returned
   * @param {{ reducedMotion?: 'reduce' | 'no-preference' }} [media]
   */
  async function say(body, script, { reducedMotion = 'no-preference' } = {}) {
    troubles.length = 0;
    await desk.emulateMedia({ reducedMotion });
    await rehost(desk, `<!doctype html><body>${WORDS}${body}${SCRIPT}`);
    const answer = await desk.evaluate(`(async () => { await upgraded(); ${script} })()`);
    return { answer: /** @type {any} */ (answer), troubles };
  }
  return { desk, say };
}
