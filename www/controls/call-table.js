// The table that everyone asks for: your α and β are these in the libraries. A row for each run, a column for each library.

import { make, mark, paint, stroke } from '../dom.js';

/** @import { Session } from '../state/session.js' */
/** @import { LibraryCall } from '../types.js' */

/** What stands out in a call, and its symbol beside the run. */
const SYMBOLS = /** @type {const} */ ({ 'learning-rate': 'α', momentum: 'β' });

export class CallTable {
  #session;
  #body = make('tbody', { role: 'rowgroup' });
  /** @type {SVGSVGElement[]} */
  #swatches = [];
  #shown = '';
  element;

  /** @param {Session} session @param {string[]} libraries */
  constructor(session, libraries) {
    this.#session = session;
    // Where it is narrow it is laid out as a list, which would cost it its roles.
    const heads = ['run', ...libraries].map((title) => make('th', { scope: 'col', role: 'columnheader' }, title));
    this.element = make(
      'table',
      { class: 'calls', role: 'table', 'data-ref': 'code-table', 'aria-label': 'Your α and β in each library' },
      make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...heads)),
      this.#body,
    );
  }

  /** What the runs are called now. */
  show() {
    const { playground } = this.#session;
    const rows = playground.rules().map(({ label }, i) => ({ label, own: inForce(playground.trajectory(i).hyperparameters), calls: playground.calls(i) }));
    const shown = JSON.stringify(rows);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#swatches = rows.map(() => stroke('swatch'));
      this.#body.replaceChildren(
        ...rows.map(({ label, own, calls }, i) =>
          make('tr', { role: 'row' }, head(label, own, this.#swatches[i]), ...calls.map(cell)),
        ),
      );
    }
    this.paint();
  }

  /** The colours in force. */
  paint() {
    for (const [i, { color, dash }] of this.#session.playground.rules().entries()) {
      if (this.#swatches[i]) paint(this.#swatches[i], color, dash);
    }
  }
}

/**
 * The run's own α and β, in force at its first update.
 * @param {Record<string, Float64Array>} hyperparameters
 * @returns {{ key: keyof typeof SYMBOLS, value: string }[]}
 */
function inForce(hyperparameters) {
  const keys = /** @type {(keyof typeof SYMBOLS)[]} */ (Object.keys(SYMBOLS));
  return keys.flatMap((key) => {
    const value = hyperparameters[key]?.[0];
    return value === undefined ? [] : [{ key, value: rounded(String(value)) }];
  });
}

/** @param {string} label @param {ReturnType<typeof inForce>} values @param {SVGSVGElement} swatch */
function head(label, values, swatch) {
  const texts = values.map(({ key, value }) => make('span', {}, make('i', {}, SYMBOLS[key]), ' ', standout(key, value)));
  return make(
    'th',
    { scope: 'row', role: 'rowheader' },
    make('span', { class: 'run' }, swatch, label),
    make('span', { class: 'own' }, ...texts),
  );
}

/** @param {LibraryCall} of */
function cell({ library, call, parts, notes }) {
  const body = make('td', { role: 'cell', 'data-library': library });
  if (call) body.append(make('code', {}, ...parts.flatMap(({ text, key }) => (key ? [standout(key, rounded(text))] : breakable(text)))));
  if (notes) body.append(make('p', { class: 'note' }, notes));
  mark(body, 'data-without', call ? null : '');
  return body;
}

/**
 * A value as one would say it: 0.05 · (1 − 0.9) is a little less than 0.005, which the script has in all its digits.
 * @param {string} text
 */
function rounded(text) {
  return text.length > 15 ? String(Number(Number(text).toPrecision(12))) : text;
}

/** @param {keyof typeof SYMBOLS} key @param {string} text */
function standout(key, text) {
  return make('b', { class: key, title: SYMBOLS[key] }, text);
}

/** A call goes on in the next line behind a bracket or before a full stop, and not within a name. @param {string} text */
export function breakable(text) {
  return text.split(/(?<=\()|(?=\.[a-zA-Z])/).flatMap((part, i) => (i > 0 ? [make('wbr'), part] : [part]));
}
