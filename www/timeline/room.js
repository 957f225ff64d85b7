// Where the words of the marks on the timeline have room: in two rows, beside each other and beside the axis's caption.

/** A letter's width, near enough to keep labels apart without measuring each. */
const LETTER = 6.4;
/** That of the caption, at the least. */
const SMALL = 4.5;

/**
 * What the caption at the right leaves of each row, since the lower one shares its height, and where it begins at the latest.
 * @param {string} caption
 * @param {number} width of the chart
 */
export function beside({ length }, width) {
  return { limits: [Infinity, width - length * LETTER - 10], captionAt: width - length * SMALL - 14 };
}

/** @param {string} text */
export const lengthOf = (text) => text.length * LETTER + 18;

/**
 * The longest text that finds room beside its mark, in the upper row if it can; row -1 where none does.
 * @param {number} x the mark's pixel
 * @param {number} width of the chart
 * @param {number} next the next mark's pixel
 * @param {string[]} texts the longest first
 * @param {number[]} ends where each row is taken to; grows
 * @param {number[]} limits where each row ends
 * @param {number[]} rows which is tried first where the next mark's room would be taken
 */
export function roomFor(x, width, next, texts, ends, limits, rows) {
  for (const text of texts) {
    const length = lengthOf(text);
    const left = x + length > width && x > length;
    // The long text must not take the room of the next mark's.
    if (text !== texts.at(-1) && !left && x + length > next) continue;
    const [from, to] = left ? [x - length, x] : [x, x + length];
    const row = (to > next ? rows : [0, 1]).find((i) => from >= ends[i] && to <= limits[i]);
    if (row === undefined) continue;
    ends[row] = to;
    return { text, row, left };
  }
  return { text: texts[0], row: -1, left: x > width / 2 };
}
