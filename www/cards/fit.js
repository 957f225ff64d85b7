// The lines of a recurrence in the room that their card has: set smaller, or broken before their last summand.

/** Each comes nearer; what does not fit after these has no room for its numbers. */
const PASSES = 4;

/** The share of its place that what is too long takes at the least. */
const NEAR = 0.95;

/**
 * A line that is too long is set as much smaller. Where its numbers could not be read any more, it is broken instead.
 * @param {HTMLElement[]} lines
 */
export function fit(lines) {
  for (const line of lines) {
    line.removeAttribute('style');
    const rest = line.nextElementSibling;
    if (!rest?.matches('.rest')) continue;
    rest.className = 'rest';
    rest.removeAttribute('style');
    line.append(rest);
  }
  const broken = shrink(lines).flatMap((line) => {
    const rest = line.querySelector('.rest');
    if (!(rest instanceof HTMLElement)) return [line];
    line.removeAttribute('style');
    rest.className = 'recurrence rest';
    line.after(rest);
    return [line, rest];
  });
  // Above numbers that stay as large as they are, symbols can be smaller still.
  let left = broken;
  for (let pass = 0; pass < PASSES && left.length > 0; pass += 1) left = shrink(left);
}

/** @param {HTMLElement[]} lines @returns {HTMLElement[]} those that are too long all the same */
function shrink(lines) {
  const long = lines.filter(isLong);
  const shares = long.map(({ clientWidth, scrollWidth, style }) => (Number(style.getPropertyValue('--fit') || 1) * (clientWidth - 2)) / scrollWidth);
  long.forEach(({ style }, i) => style.setProperty('--fit', shares[i].toFixed(3)));
  return long.filter(isLong);
}

/**
 * Under a page's zoom WebKit counts each line, an empty one, too, as a pixel wider than its place: what ends far from
 * there is not long.
 * @param {HTMLElement} line
 */
function isLong(line) {
  if (line.scrollWidth <= line.clientWidth) return false;
  const all = line.ownerDocument.createRange();
  all.selectNodeContents(line);
  const { left, width } = line.getBoundingClientRect();
  return all.getBoundingClientRect().right - left > NEAR * width;
}
