// The maps of the first figure: a hand on them, and a look at what they show.

import { box, inFigure, inkOn, painted } from './hand.js';

/** @import { Page } from 'playwright-core' */

/** The i-th map there is. @param {Page} page @param {number} [i] */
export const map = (page, i = 0) => inFigure(page, '.map').nth(i);

/** Its handle. @param {Page} page @param {number} [i] */
export const handle = (page, i = 0) => map(page, i).locator('.handle');

/** A point of the first map's box, in pixels of the window. @param {Page} page @param {number} x @param {number} y */
export async function at(page, x, y) {
  const { x: left, y: top } = await box(map(page));
  return { x: left + x, y: top + y };
}

/** Clicks there. @param {Page} page @param {number} x @param {number} y */
export async function clickAt(page, x, y) {
  const point = await at(page, x, y);
  await page.mouse.click(point.x, point.y);
}

/** What the field of the first one shows. @param {Page} page */
export const field = (page) => inkOn(page, map(page).locator('canvas').first());

/** Waits until nothing of the map is left to do, and returns what it shows. @param {Page} page */
export async function whole(page) {
  let now = await field(page);
  let last;
  do {
    last = now.print;
    for (let frame = 0; frame < 4; frame += 1) await painted(page);
    now = await field(page);
  } while (now.print !== last);
  return now;
}
