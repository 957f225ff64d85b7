// The code: a table that becomes a list where it is narrow, and a script below it.

/** The sheet that dresses what the disclosure opens. */
export const STYLE = /* css */ `
.code-body { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; padding-block: 6px 16px; }
.code-body > .note:empty { display: none; }
.calls { inline-size: 100%; border-collapse: collapse; table-layout: fixed; text-align: start; }
.calls :is(th, td) { padding: 7px 20px 8px 0; vertical-align: top; text-align: start; font-weight: 400; border-block-end: 1px solid var(--line); }
.calls :is(th, td):last-child { padding-inline-end: 0; }
.calls thead th { padding-block: 2px 4px; color: var(--muted); font-size: 12px; }
.calls thead th:first-child { inline-size: 19%; }
.calls .run { display: flex; align-items: center; gap: 10px; font-weight: 600; overflow-wrap: anywhere; }
.calls .own { display: flex; flex-wrap: wrap; gap: 0 14px; padding-inline-start: 32px; font: 12px/1.6 var(--mono); font-variant-numeric: tabular-nums; }
.calls .own i { font: italic 14px/1 var(--serif); }
.calls code { color: var(--muted); font: 12px/1.6 var(--mono); overflow-wrap: anywhere; }
.calls b { white-space: nowrap; color: var(--ink); font-weight: 600; text-decoration: underline; text-decoration-thickness: 1.5px; text-underline-offset: 3px; }
.calls b.momentum { text-decoration-style: dotted; text-decoration-thickness: 2px; }
.calls .note { max-inline-size: 46ch; text-wrap: pretty; overflow-wrap: anywhere; }
.calls code + .note { margin-block-start: 3px; }
.script-head { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 20px; margin-block-start: 12px; }
.script-head h4 { margin: 0; font: 600 13px/1.4 var(--sans); }
.script-head .row { margin-inline-start: auto; }
.code-body pre { margin: 0; padding: 12px 14px; overflow-x: auto; background: var(--field); font: 12px/1.6 var(--mono); tab-size: 4; }
.code-body pre code { font: inherit; }
.code-body .line-of { display: block; }
.code-body .why { max-inline-size: 70ch; text-wrap: pretty; }
@container (max-width: 639.98px) {
  .calls :is(tbody, tr, th, td) { display: block; }
  .calls thead { display: none; }
  .calls tr { padding-block: 10px 12px; border-block-end: 1px solid var(--line); }
  .calls tbody :is(th, td) { padding: 0; border: 0; }
  .calls tbody th { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; }
  .calls .own { padding: 0; }
  .calls td { margin-block-start: 7px; }
  .calls td::before { content: attr(data-library); display: block; color: var(--muted); font-size: 12px; }
  .calls .note { max-inline-size: none; }
  /* A line goes on below its beginning: nothing is out of sight. */
  .code-body pre { margin-inline: -4px; padding: 10px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 11.5px; }
  .code-body .line-of { padding-inline-start: calc(var(--indent) * 1ch + 2ch); text-indent: calc(var(--indent) * -1ch - 2ch); }
}
@media (pointer: coarse) { .script-head :is(button, label) { min-inline-size: 40px; } }
@media (forced-colors: active) { .code-body pre { border: 1px solid; } }
@media print {
  .script-head :is(.row, .segments) { display: none; }
  .code-body pre { white-space: pre-wrap; }
}
`;
