// Medians, and tables that a person can read.

/**
 * The number below which a share of the sample lies.
 * @param {Iterable<number>} sample not empty
 * @param {number} share 0.5 for the median
 */
export function quantile(sample, share) {
  const sorted = [...sample].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** @param {Iterable<number>} sample */
export const median = (sample) => quantile(sample, 0.5);

/**
 * Three digits, and no more of a large number than its whole part.
 * @param {number} x
 */
export function short(x) {
  if (!Number.isFinite(x)) return '?';
  const digits = x === 0 ? 0 : Math.floor(Math.log10(Math.abs(x)));
  return x.toLocaleString('en-US', {
    minimumFractionDigits: x === 0 ? 0 : Math.min(Math.max(2 - digits, 0), 3),
    maximumFractionDigits: Math.min(Math.max(2 - digits, 0), 3),
  });
}

/** @param {number} x */
export const whole = (x) => Math.round(x).toLocaleString('en-US');

/**
 * Prints a heading and its rows; the first row names the columns. The first column is flush left, all others right.
 * @param {string} heading
 * @param {string[][]} rows
 */
export function table(heading, rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  console.log(`\n${heading}`);
  for (const row of rows) {
    const cells = row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column])));
    console.log(`  ${cells.join('   ').trimEnd()}`);
  }
}

/**
 * A row of a table of aims: what was measured, what is aimed at, and their ratio.
 * @param {string} name
 * @param {number} measured
 * @param {number} aim
 * @param {string} unit
 */
export function against(name, measured, aim, unit) {
  return [name, `${short(measured)} ${unit}`, `${short(aim)} ${unit}`, `${short(measured / aim)}×`];
}
