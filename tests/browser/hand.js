// A reader's hand on a figure, and a look at what came of it. Every wait here is for a condition, none for a time.
//
// A figure gathers what changed and tells it before the next paint. So whatever acts here ends only when what came of it
// is told and drawn: a look right after it is never at the figure as it was before.

import assert from 'node:assert/strict';

/** @import { Locator, Page } from 'playwright-core' */
/** @import { HeavyBall } from '../../www/heavy-ball.js' */
/** @import { Scene } from '../../www/types.js' */

/** @typedef {{ x: number, y: number }} Point */

/**
 * What a selector finds in the first figure, or that one itself: those that the page makes later in its prose are others.
 * @param {Page} page
 * @param {string} [selector]
 * @param {Parameters<Locator['locator']>[1]} [options]
 */
export function inFigure(page, selector, options) {
  const figure = page.locator('heavy-ball').first();
  return selector === undefined ? figure : figure.locator(selector, options);
}

/**
 * A part of the first figure, by the name that the template gives it.
 * @param {Page} page
 * @param {string} name
 */
export function part(page, name) {
  return inFigure(page, `[data-ref="${name}"]`).first();
}

/**
 * What `look` returns from the page, where it has the first figure.
 * @template R
 * @template [A=undefined]
 * @param {Page} page
 * @param {(figure: HeavyBall, argument: A) => R | Promise<R>} look
 * @param {A} [argument]
 * @returns {Promise<R>}
 */
export function ask(page, look, argument) {
  const evaluate = /** @type {(look: unknown, argument: unknown) => Promise<R>} */ (
    /** @type {unknown} */ ((/** @type {any} */ code, /** @type {any} */ value) => inFigure(page).evaluate(code, value))
  );
  return evaluate(look, argument);
}

/**
 * @param {Page} page
 * @returns {Promise<Scene>}
 */
export async function scene(page) {
  const found = await ask(page, (figure) => figure.scene);
  if (!found) throw new Error('the figure is not ready');
  return /** @type {Scene} */ (found);
}

/** @param {Page} page */
export function step(page) {
  return ask(page, (figure) => figure.step);
}

/**
 * Every run's points, as pairs, and losses, by label.
 * @param {Page} page
 */
export async function runs(page) {
  const all = await ask(page, (figure) =>
    figure.trajectories.map(({ label, points, losses }) => ({ label, points: [...points], losses: [...losses] })),
  );
  return Object.fromEntries(
    all.map(({ label, points, losses }) => [
      label,
      { losses, points: losses.map((_, at) => /** @type {[number, number]} */ ([points[2 * at], points[2 * at + 1]])) },
    ]),
  );
}

/**
 * Two frames: whatever waited for the next paint has been told and drawn.
 * @param {Page} page
 */
export async function painted(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** How long anything that must come about may take on a slow machine. */
const PATIENCE = 15_000;

/**
 * Waits, frame by frame, until what `look` finds is true.
 * @param {Page} page
 * @param {() => Promise<boolean>} look
 * @param {string} what is waited for
 */
export async function until(page, look, what) {
  const end = Date.now() + PATIENCE;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`it never came about that ${what}`);
    await painted(page);
  }
}

/** @param {Locator} locator */
export async function box(locator) {
  const found = await locator.boundingBox();
  if (!found) throw new Error(`${locator} is not on the page`);
  return found;
}

/**
 * @param {Locator} locator
 * @returns {Promise<Point>}
 */
export async function middle(locator) {
  const { x, y, width, height } = await box(locator);
  return { x: x + width / 2, y: y + height / 2 };
}

/**
 * Where it stands once it stands still: a page may scroll smoothly, and what a program has just set is shown with the
 * next paint.
 * @param {Locator} locator
 */
async function rest(locator) {
  let last;
  let now = await box(locator);
  do {
    last = now;
    await painted(locator.page());
    now = await box(locator);
  } while (now.x !== last.x || now.y !== last.y);
  return now;
}

/**
 * Where a slider's thumb is: its ends keep half a thumb's width from the track's.
 * @param {Locator} slider
 * @returns {Promise<Point>}
 */
export async function thumb(slider) {
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await rest(slider);
  const share = await slider.evaluate((input) => {
    const { valueAsNumber, min, max } = /** @type {HTMLInputElement} */ (input);
    return (valueAsNumber - Number(min)) / (Number(max) - Number(min));
  });
  const half = 9;
  return { x: x + half + share * (width - 2 * half), y: y + height / 2 };
}

/**
 * Presses at a point and moves by `by`, in `moves` moves. The button stays down.
 * @param {Page} page
 * @param {Point} at
 * @param {Partial<Point>} by
 * @param {number} [moves]
 */
export async function pull(page, at, { x = 0, y = 0 }, moves = 5) {
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + x, at.y + y, { steps: moves });
  await painted(page);
}

/**
 * A whole drag: press, moves, release.
 * @param {Page} page
 * @param {Point} at
 * @param {Partial<Point>} by
 * @param {number} [moves]
 */
export async function drag(page, at, by, moves) {
  await pull(page, at, by, moves);
  await page.mouse.up();
  await painted(page);
}

/**
 * Clicks on a part.
 * @param {Page} page
 * @param {string} name
 */
export async function press(page, name) {
  await part(page, name).click();
  await painted(page);
}

/**
 * Taps, and waits for the click that the browser makes of it, which comes after the finger is gone.
 * @param {Locator} locator
 * @param {{ force?: boolean }} [options]
 */
export async function tap(locator, options) {
  const page = locator.page();
  const clicked = page.evaluate(
    () => new Promise((resolve) => addEventListener('click', () => resolve(true), { capture: true, once: true })),
  );
  await Promise.all([clicked, locator.tap(options)]);
  await painted(page);
}

/**
 * Types a number into a box, as one does: click, replace all, Enter.
 * @param {Page} page
 * @param {string} name
 * @param {string} text
 */
export async function write(page, name, text) {
  await part(page, name).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await painted(page);
}

/**
 * Brings the playhead to a step by the keys of the timeline.
 * @param {Page} page
 * @param {number} to
 */
export async function goTo(page, to) {
  await part(page, 'needle').focus();
  await page.keyboard.press('Home');
  for (let tens = 0; tens < Math.floor(to / 10); tens += 1) await page.keyboard.press('PageUp');
  for (let ones = 0; ones < to % 10; ones += 1) await page.keyboard.press('ArrowRight');
  await painted(page);
}

/**
 * Ink on a canvas of the first figure.
 * @param {Page} page
 * @param {string} name
 */
export function ink(page, name) {
  return inkOn(page, part(page, name));
}

/**
 * Ink on a canvas: how many of its pixels are not clear, how many cover what is below, how
 * many colours there are, and a fingerprint of all.
 * @param {Page} page
 * @param {Locator} locator
 * @returns {Promise<{ pixels: number, solid: number, colors: number, print: number }>}
 */
export async function inkOn(page, locator) {
  await painted(page);
  return locator.evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    if (canvas.width * canvas.height === 0) return { pixels: 0, solid: 0, colors: 0, print: 0 };
    // A copy is read: reading the canvas itself would make the browser draw it another way from then on.
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
    context.drawImage(canvas, 0, 0);
    const words = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    let pixels = 0;
    let solid = 0;
    let print = 0x811c9dc5;
    for (const word of words) {
      if (word !== 0) pixels += 1;
      if (word >>> 24 > 200) solid += 1;
      print = Math.imul(print ^ word, 0x01000193) >>> 0;
    }
    return { pixels, solid, colors: new Set(words).size, print };
  });
}

/**
 * A picture as it is from afar, the mean colour of each square of 8 pixels: on a canvas that was cleared, Chromium
 * smooths the edges of the same drawing another way.
 * @param {Page} page
 * @param {string} name
 * @returns {Promise<number[]>}
 */
export async function fromAfar(page, name) {
  await painted(page);
  return part(page, name).evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const small = new OffscreenCanvas(Math.ceil(canvas.width / 8), Math.ceil(canvas.height / 8));
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (small.getContext('2d', { willReadFrequently: true }));
    context.imageSmoothingQuality = 'high';
    context.drawImage(canvas, 0, 0, small.width, small.height);
    return [...context.getImageData(0, 0, small.width, small.height).data];
  });
}

/** Two pictures from afar are one. @param {number[]} found @param {number[]} expected @param {string} [what] */
export function alike(found, expected, what = '') {
  assert.equal(found.length, expected.length, `${what} has another size`);
  const off = found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
  assert.ok(off <= 2, `${what} is off by ${off} of 255`);
}

/**
 * The figure still answers: a drag changes its paths, and it has met no trouble.
 * @param {Page} page
 * @param {string[]} troubles
 */
export async function alive(page, troubles) {
  await ask(page, (figure) => (figure.scene = null));
  await ask(page, (figure) => (figure.scene = {}));
  const before = await scene(page);
  await drag(page, await thumb(part(page, 'learning-rate')), { x: -30 });
  assert.ok((await scene(page)).learningRate < before.learningRate);
  assert.ok((await ink(page, 'paths')).solid > 500);
  assert.deepEqual(troubles, []);
}

/**
 * Everything the first figure tells from now on, in order.
 * @param {Page} page
 * @returns {Promise<() => Promise<{ type: string, detail: any }[]>>}
 */
export async function listen(page) {
  await ask(page, (figure) => {
    /** @type {{ type: string, detail: unknown }[]} */
    const told = [];
    Object.assign(window, { told });
    for (const name of ['ready', 'change', 'step', 'end', 'error']) {
      figure.addEventListener(`heavy-ball-${name}`, (event) => {
        const detail = structuredClone(/** @type {CustomEvent} */ (event).detail);
        told.push({ type: name, detail });
      });
    }
  });
  return async () => {
    await painted(page);
    return page.evaluate(() => /** @type {any} */ (window).told);
  };
}
