// How a slider's positions, 0 to 1, stand for numbers. Ranges come from the catalogue, never from here.

/**
 * @typedef {object} Scale
 * @property {(position: number) => number} value the number at a position, in three digits
 * @property {(value: number) => number} position the position nearest to a number
 * @property {number[]} ticks numbers that deserve a tick
 */

/** The shares of a track that the end stops take: room for their ticks. */
const STOP = 0.05;
const STOP_ONE = 0.11;

/** Decades that a logarithmic scale shows below its top where the range begins at 0. */
const DECADES = 5;

/** @param {number} x */
const clamp = (x) => Math.min(1, Math.max(0, x));

/** @param {number} x @param {number} digits */
const rounded = (x, digits) => Number(x.toPrecision(digits));

/**
 * Equal steps for equal factors, from an end stop "0" where the range begins at 0.
 * @param {number} low
 * @param {number} high
 * @returns {Scale}
 */
export function logarithmic(low, high) {
  const stop = low > 0 ? 0 : STOP;
  const top = Math.log10(high);
  const bottom = low > 0 ? Math.log10(low) : top - DECADES;
  const decades = [];
  for (let power = Math.ceil(bottom + 1e-9); power <= top + 1e-9; power += 1) decades.push(rounded(10 ** power, 1));
  return {
    value(position) {
      if (position < stop / 2) return 0;
      return rounded(10 ** (bottom + (top - bottom) * clamp((position - stop) / (1 - stop))), 3);
    },
    position(value) {
      if (!(value > 0)) return 0;
      return stop + (1 - stop) * clamp((Math.log10(value) - bottom) / (top - bottom));
    },
    ticks: low > 0 ? decades : [0, ...decades],
  };
}

/** Nines at the end of a momentum slider: 0.999. */
const NINES = 3;

/**
 * 0 to 1 with equal steps for equal factors of 1 - x, and an end stop "1".
 * @returns {Scale}
 */
export function nines() {
  const room = 1 - STOP_ONE;
  return {
    value(position) {
      if (position > 1 - STOP_ONE / 2) return 1;
      const rest = 10 ** (-NINES * clamp(position / room));
      return rest < 0.01 ? rounded(1 - rounded(rest, 2), 4) : rounded(1 - rest, 3);
    },
    position(value) {
      if (value >= 1) return 1;
      return room * clamp(-Math.log10(1 - value) / NINES);
    },
    ticks: [0, 0.5, 0.9, 0.99, 0.999, 1],
  };
}

/**
 * Equal steps for equal differences.
 * @param {number} low
 * @param {number} high
 * @returns {Scale}
 */
export function linear(low, high) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(high - low)));
  return {
    value: (position) => Number((low + (high - low) * clamp(position)).toFixed(digits)),
    position: (value) => clamp((value - low) / (high - low)),
    ticks: [],
  };
}

/**
 * A range that spans two decades or more wants a logarithm.
 * @param {number} low
 * @param {number} high
 * @returns {Scale}
 */
export const suited = (low, high) => (low > 0 && high / low >= 100 ? logarithmic(low, high) : linear(low, high));
