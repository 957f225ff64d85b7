// What a pointer move costs while α is dragged.

import { setTimeout as sleep } from 'node:timers/promises';

import { part, thumb } from '../browser/hand.js';
import { busy, spent } from './figure.js';
import { against, median, quantile, short, table } from './numbers.js';

/** @import { Browser, Page } from 'playwright-core' */
/** @import { Point } from '../browser/hand.js' */

const MOVES = 120;
const PAUSE = 20; // ms between moves: a frame and a bit, so that no two moves fall into one

/** @param {Browser} browser */
export async function drag(browser) {
  const page = await busy(browser);
  const pointer = await Pointer.on(page, await thumb(part(page, 'learning-rate')));
  const hover = await spent(page, () => pointer.swing());
  await pointer.press();
  await pointer.swing(); // so that the compilers are done, as they are after a second of any drag
  const before = await rate(page);
  const cost = await spent(page, () => pointer.swing());
  const there = await traced(browser, page, () => pointer.go(-MOVES / 2));
  const after = await rate(page);
  if (before === after) throw new Error('the drag did not move α');
  await pointer.release();
  await page.context().close();

  const each = (/** @type {number} */ ms) => ms / MOVES;
  table(`Dragging α from ${before} to ${after}, 4 forms × 1,000 steps at 1280 × 900, ${MOVES} moves, processor time`, [
    ['main thread per pointer move', 'measured', 'aim', 'of aim', 'nothing pressed'],
    [...against('script', each(cost.script), 0.8, 'ms'), `${short(each(hover.script))} ms`],
    [...against('  the best known page, one path of 150 steps', each(cost.script), 0.84, 'ms'), ''],
    ['style and layout', `${short(each(cost.style))} ms`, '', '', `${short(each(hover.style))} ms`],
    ['all tasks', `${short(each(cost.task))} ms`, '', '', `${short(each(hover.task))} ms`],
    ['  in a trace, median', `${short(median(there))} ms`, '', '', ''],
    ['  in a trace, 95 of 100', `${short(quantile(there, 0.95))} ms`, '', '', ''],
    against('  in a trace, longest', Math.max(...there), 20, 'ms'),
  ]);
}

/** A mouse without the scripts that Playwright runs in the page at each move. */
class Pointer {
  #session;
  #at;
  #down = false;

  /** @param {import('playwright-core').CDPSession} session @param {Point} at */
  constructor(session, at) {
    this.#session = session;
    this.#at = at;
  }

  /** @param {Page} page @param {Point} at */
  static async on(page, at) {
    const pointer = new Pointer(await page.context().newCDPSession(page), at);
    await pointer.#send('mouseMoved', 0);
    return pointer;
  }

  press() {
    this.#down = true;
    return this.#send('mousePressed', 0);
  }

  release() {
    this.#down = false;
    return this.#send('mouseReleased', 0);
  }

  /** A pixel a move, to the left and back again. */
  async swing() {
    for (let move = 1; move <= MOVES; move++) await this.#move(-Math.min(move, MOVES - move));
  }

  /** @param {number} far in pixels, in as many moves */
  async go(far) {
    for (let move = 1; move <= Math.abs(far); move++) await this.#move(Math.sign(far) * move);
  }

  /** @param {number} by */
  async #move(by) {
    await this.#send('mouseMoved', by);
    await sleep(PAUSE);
  }

  /** @param {'mouseMoved' | 'mousePressed' | 'mouseReleased'} type @param {number} by */
  #send(type, by) {
    const held = this.#down || type === 'mouseReleased';
    const button = held ? 'left' : 'none';
    const { x, y } = this.#at;
    return this.#session.send('Input.dispatchMouseEvent', {
      type,
      x: x + by,
      y,
      button,
      buttons: this.#down ? 1 : 0,
      clickCount: type === 'mouseMoved' ? 0 : 1,
    });
  }
}

/** @param {Page} page */
function rate(page) {
  return part(page, 'learning-rate-box').inputValue();
}

/**
 * The main thread's milliseconds from one move's arrival to the next one's, in a trace.
 * @param {Browser} browser
 * @param {Page} page
 * @param {() => Promise<unknown>} action
 */
async function traced(browser, page, action) {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await action();
  /** @typedef {{ name: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args: any }} Event */
  /** @type {Event[]} */
  const all = JSON.parse((await browser.stopTracing()).toString()).traceEvents;
  const arrivals = all.filter(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'input');
  const { pid, tid } = arrivals[0] ?? {};
  const tasks = all.filter((event) => event.name === 'RunTask' && event.pid === pid && event.tid === tid);
  if (tasks.length === 0) throw new Error('the trace holds no task of the main thread');
  const times = arrivals.map(({ ts }) => ts).sort((a, b) => a - b);
  const sums = times.map(() => 0);
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    // A task belongs to the move that arrived in it, or last before it.
    const move = times.findLastIndex((time) => time <= ts + dur);
    if (move >= 0) sums[move] += tdur / 1000;
  }
  return sums;
}
