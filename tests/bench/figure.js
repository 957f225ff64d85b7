// The built page with the work on screen that the aims are stated for, and what its main thread spends.

import { ready, url } from '../browser/browser.js';
import { ask, painted } from '../browser/hand.js';
import { RULES } from './workload.js';

/** @import { Browser, Page } from 'playwright-core' */

/** Four forms × 1,000 steps; all of them stay finite over the whole drag. */
const SCENE = { surface: 'quadratic', start: [-3.6, 1.05], steps: 1000, rules: RULES, learningRate: 0.05, momentum: 0.9 };

/**
 * A fresh page at 1280 × 900, before it goes anywhere.
 * @param {Browser} browser
 * @param {'reduce' | 'no-preference'} reducedMotion
 */
export async function blank(browser, reducedMotion) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion });
  return context.newPage();
}

/**
 * The page with {@link SCENE} in its figure, which stands still.
 * @param {Browser} browser
 */
export async function busy(browser) {
  const page = await blank(browser, 'reduce');
  await page.addInitScript(() => {
    const request = window.requestAnimationFrame.bind(window);
    const counted = Object.assign(window, { framesAsked: 0 });
    window.requestAnimationFrame = (callback) => {
      counted.framesAsked += 1;
      return request(callback);
    };
  });
  await page.goto(url);
  await ready(page);
  const problems = await ask(
    page,
    (figure, scene) => {
      figure.scene = scene;
      return figure.problems;
    },
    /** @type {any} */ (SCENE),
  );
  if (problems.length > 0) throw new Error(`not a legal scene: ${JSON.stringify(problems)}`);
  await painted(page);
  // Its map is run a slice a frame, until no frame is asked for any more.
  for (let asked = -1; asked !== (await framesAsked(page)); ) {
    asked = await framesAsked(page);
    await page.waitForTimeout(500);
  }
  return page;
}

/**
 * What the main thread spends while `action` runs, in milliseconds of the processor, so that what else the machine does
 * at the time does not count.
 * @param {Page} page
 * @param {() => Promise<unknown>} action
 */
export async function spent(page, action) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await read();
  const begin = performance.now();
  await action();
  const wall = performance.now() - begin;
  const after = await read();
  await session.detach();
  /** @param {string} name */
  const ms = (name) => (after[name] - before[name]) * 1000;
  return {
    wall,
    script: ms('ScriptDuration'),
    style: ms('RecalcStyleDuration') + ms('LayoutDuration'),
    task: ms('TaskDuration'),
  };
}

/**
 * How many frames the page's scripts have asked for so far.
 * @param {Page} page
 * @returns {Promise<number>}
 */
export function framesAsked(page) {
  return page.evaluate(() => /** @type {any} */ (window).framesAsked);
}
