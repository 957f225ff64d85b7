// Between the pixels of the plot and the numbers of the surface, also beyond the window's border.

/** @import { Session } from '../state/session.js' */

/** The edges of the window in both, on the first panel, and units per pixel. @param {Session} session */
export function grid(session) {
  const [x0, x1, y0, y1] = session.playground.window();
  const [left, bottom] = session.playground.toPixel(x0, y0);
  const [right, top] = session.playground.toPixel(x1, y1);
  return { x0, y0, left, bottom, right, top, perX: (x1 - x0) / (right - left), perY: (y1 - y0) / (top - bottom) };
}

/**
 * The point at a pixel of the first panel.
 * @param {ReturnType<typeof grid>} of
 * @param {number} px
 * @param {number} py
 * @returns {[number, number]}
 */
export function pointAt(of, px, py) {
  return snap(of, of.x0 + (px - of.left) * of.perX, of.y0 + (py - of.bottom) * of.perY);
}

/**
 * As many digits as the pixels are worth: links read well, and nobody can see the difference.
 * @param {ReturnType<typeof grid>} of
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]}
 */
export function snap(of, x, y) {
  return [rounded(x, of.perX), rounded(y, of.perY)];
}

/** @param {number} value @param {number} unit */
function rounded(value, unit) {
  const decimals = Math.min(Math.max(Math.ceil(-Math.log10(Math.abs(unit))), 0), 20);
  // Beyond 1e21 toFixed writes as String does, which reads back the same.
  return Number(value.toFixed(decimals)) + 0;
}
