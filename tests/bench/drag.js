// What a pointer move costs while α is dragged.

import { part, thumb } from '../browser/hand.js';
import { busy, spent } from './figure.js';
import { against, median, quantile, short, table } from './numbers.js';

/** @import { Browser, Page } from 'playwright-core' */

const MOVES = 120;
const PAUSE = 20; // ms between moves: a frame and a bit, so that no two moves fall into one

/** @param {Browser} browser */
export async function drag(browser) {
  const page = await busy(browser);
  const at = await thumb(part(page, 'learning-rate'));
  await page.mouse.move(at.x, at.y);
  await moves(page, at); // so that the compilers are done, as they are after a second of any drag
  const hover = await spent(page, () => moves(page, at));
  await page.mouse.down();
  await moves(page, at);
  const before = await rate(page);
  const cost = await spent(page, () => moves(page, at, -MOVES / 2));
  const halfway = await rate(page);
  const frames = await traced(browser, page, () => moves(page, at));
  await page.mouse.up();
  await page.context().close();
  if (before === halfway) throw new Error('the drag did not move α');

  const each = (/** @type {number} */ ms) => ms / MOVES;
  table(`Dragging α, 4 forms × 1,000 steps at 1280 × 900, ${MOVES} moves (α ${halfway} to ${before})`, [
    ['per pointer move', 'measured', 'aim', 'of aim', 'nothing pressed'],
    [...against('script', each(cost.script), 0.8, 'ms'), `${short(each(hover.script))} ms`],
    [...against('against a page with one path of 150 steps', each(cost.script), 0.84, 'ms'), ''],
    ['style and layout', `${short(each(cost.style))} ms`, '', '', `${short(each(hover.style))} ms`],
    ['all tasks', `${short(each(cost.task))} ms`, '', '', `${short(each(hover.task))} ms`],
    ['main thread per move, traced: median', `${short(median(frames))} ms`, '', '', ''],
    ['95 of 100', `${short(quantile(frames, 0.95))} ms`, '', '', ''],
    [...against('longest', Math.max(...frames), 20, 'ms'), ''],
  ]);
}

/**
 * A pixel a move, to the left and back again, so that every move changes the number; or to the left alone.
 *
 * @param {Page} page
 * @param {{ x: number, y: number }} at
 * @param {number} [far]
 */
async function moves(page, at, far = 0) {
  for (let move = 1; move <= MOVES; move++) {
    const left = far ? (far * move) / MOVES : -Math.min(move, MOVES - move);
    await page.mouse.move(at.x + left, at.y);
    await page.waitForTimeout(PAUSE);
  }
}

/** @param {Page} page */
function rate(page) {
  return part(page, 'learning-rate-box').inputValue();
}

/**
 * The main thread's milliseconds between one move's arrival and the next one's, from a trace.
 *
 * @param {Browser} browser
 * @param {Page} page
 * @param {() => Promise<unknown>} action
 */
async function traced(browser, page, action) {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel'] });
  await action();
  /** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, args: any }} Event */
  /** @type {Event[]} */
  const all = JSON.parse((await browser.stopTracing()).toString()).traceEvents;
  const arrivals = all.filter(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'input');
  if (arrivals.length === 0) throw new Error('the trace holds no input event');
  const { pid, tid } = arrivals[0];
  const tasks = all.filter((event) => event.name === 'RunTask' && event.pid === pid && event.tid === tid);
  const times = arrivals.map(({ ts }) => ts).sort((a, b) => a - b);
  // A task belongs to the move that arrived in it or last before its end.
  const sums = times.map(() => 0);
  for (const { ts, dur = 0 } of tasks) {
    const move = times.findLastIndex((time) => time <= ts + dur);
    if (move >= 0) sums[move] += dur / 1000;
  }
  return sums;
}
