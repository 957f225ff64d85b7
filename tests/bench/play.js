// The main thread while the figure plays, while it stands, and while it plays where nobody can see it.

import { setTimeout as sleep } from 'node:timers/promises';

import { ask } from '../browser/hand.js';
import { busy, framesAsked, spent } from './figure.js';
import { against, short, table } from './numbers.js';

/** @import { Browser, Page } from 'playwright-core' */

/** @param {Browser} browser */
export async function play(browser) {
  const page = await busy(browser);
  const still = await share(page, 2000);
  await ask(page, (figure) => {
    figure.seek(0);
    figure.play();
  });
  await sleep(300);
  const playing = await share(page, 3000);
  if (!(await ask(page, (figure) => figure.playing))) throw new Error('the run was over before it was measured');
  await page.evaluate(() => {
    const space = document.createElement('div');
    space.style.height = '3000px';
    document.body.append(space);
    window.scrollTo(0, document.body.scrollHeight);
  });
  await sleep(300);
  const unseen = await share(page, 2000);
  if (!(await ask(page, (figure) => figure.playing))) throw new Error('the run was over before it was measured');
  await page.context().close();

  /** @param {{ share: number, script: number, frames: number }} measured */
  const rest = ({ script, frames }) => [`${short(script * 100)} %`, `${frames}`];
  table('Share of the main thread, the same figure, processor time', [
    ['', 'measured', 'aim', 'of aim', 'script', 'frames asked for'],
    [...against('playing, 3 s', playing.share * 100, 15, '%'), ...rest(playing)],
    ['standing still, 2 s', `${short(still.share * 100)} %`, 'about 0', '', ...rest(still)],
    ['playing out of sight, 2 s', `${short(unseen.share * 100)} %`, 'about 0', '', ...rest(unseen)],
  ]);
}

/**
 * @param {Page} page
 * @param {number} time
 */
async function share(page, time) {
  const before = await framesAsked(page);
  const { wall, task, script } = await spent(page, () => sleep(time));
  return { share: task / wall, script: script / wall, frames: (await framesAsked(page)) - before };
}
