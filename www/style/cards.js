// The cards: a coloured rule, a recurrence with its numbers, a verdict.

/** The part of the sheet that dresses the cards. */
export const CARDS = /* css */ `
.card { min-inline-size: 0; margin-bottom: 24px; display: flex; flex-direction: column; gap: 8px; }
/* In a row of cards the recurrences begin at one height, however long a name is. */
@supports (grid-template-rows: subgrid) {
  .card:not(.landscape) { display: grid; grid-row: span 3; grid-template-rows: subgrid; grid-template-columns: minmax(0, 1fr); align-content: start; }
}
.card .rule { inline-size: 100%; block-size: 4px; display: block; overflow: hidden; }
.card .rule line { stroke-width: 3px; }
.card[data-arrows] .rule { transform: scaleY(2); }
.arrows { order: 3; grid-column: 1 / -1; margin-block-end: -16px; }
.arrows:empty { display: none; }
.card .body { display: flex; flex-direction: column; gap: 8px; }
.card header { display: flex; align-items: baseline; justify-content: space-between; gap: 16px; }
.card .who { flex: none; max-inline-size: 65%; }
.card h4 { font: 600 15px/1.3 var(--sans); }
.card h4 small { font: 400 12px/1.3 var(--mono); color: var(--muted); display: block; }
.card .like { color: var(--muted); font-size: 12.5px; }
.card .used { text-wrap: balance; color: var(--muted); font-size: 12.5px; text-align: end; }
.card math { font-family: var(--heavy-ball-math, "STIX Two Math", "Cambria Math", "Latin Modern Math", "TeX Gyre Termes Math", math, var(--serif)); font-size: 16px; }

/* As wide as every paper has room for, two abreast. */
.cards[data-paper] { --column: min(100%, 278px); max-inline-size: 580px; column-gap: 24px; }

/* Every symbol has a column, and its numbers stand in it: x above y. */
.lines { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; align-content: start; }
.recurrence {
  display: grid; grid-auto-flow: column; grid-template-rows: minmax(26px, auto) auto auto; grid-auto-columns: max-content; align-items: last baseline;
  place-content: start; contain: layout; overflow: auto hidden; scrollbar-width: thin;
}
.rest { margin-block-start: -6px; }
.rest:not(.recurrence) { display: contents; }
.rest:not(.recurrence) > .axis { display: none; }
:is(.recurrence, .rest) > * { justify-self: center; text-align: center; padding-inline: .08em; }
.recurrence math { margin-block-end: 3px; font-size: calc(16px * var(--fit, 1)); }
.recurrence .n {
  font: max(11px, 11.5px * var(--fit, 1))/17px var(--mono); font-variant-numeric: tabular-nums; white-space: pre; text-align: end;
  /* Its size is known beforehand: another number is no reason to lay out the card. */
  contain: strict; box-sizing: content-box; block-size: 17px; align-self: end;
}
.recurrence .s { padding-inline: calc(5px * var(--fit, 1)); color: var(--muted); font: max(11px, 11.5px * var(--fit, 1))/17px var(--mono); align-self: end; }
.recurrence .axis { color: var(--muted); font: italic 12px/17px var(--serif); padding-inline: 0 .8em; align-self: end; }
@container (max-width: 359.98px) {
  .recurrence .s { padding-inline: calc(3px * var(--fit, 1)); }
  .recurrence .axis { padding-inline-end: .4em; }
}
.facts { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; }
.facts span { min-inline-size: 0; }
.facts span:empty { display: none; }
.verdict { min-block-size: 2.8em; font-size: 14px; text-wrap: pretty; }
.about { color: var(--muted); font-size: 12.5px; }
.about summary { cursor: pointer; min-block-size: 24px; }
.about p { margin: 0 0 6px; max-inline-size: 46ch; text-wrap: pretty; }
.about p b { color: var(--ink); font-weight: 600; }
.about a { color: inherit; text-underline-offset: 3px; text-decoration-thickness: 1px; }
.about .row { margin-block: 4px; }
.fields { display: grid; grid-template-columns: max-content 8ch minmax(0, 1fr); gap: 2px 10px; align-items: baseline; margin-block: 4px; }
.fields label { display: contents; }
.fields .symbol { font-size: 17px; color: var(--ink); }
.fields .box { inline-size: 100%; }
@media (pointer: coarse) { .fields { grid-template-columns: max-content 76px minmax(0, 1fr); } }
.fields + p { margin-block-start: 10px; }
.choices { display: grid; gap: 6px; margin-block: 0 4px; }
.choices label { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 12px; align-items: baseline; color: var(--ink); }
.choices .meaning { color: var(--muted); }
.choices .note { grid-column: 1 / -1; max-inline-size: 46ch; }
.choices select { min-inline-size: 64px; }
.choices select:disabled { color: var(--muted); cursor: default; opacity: 1; }
.landscape { grid-column: 1 / -1; }
.landscape .body { flex-flow: row wrap; align-items: baseline; gap: 4px 36px; }
.landscape .formula { max-inline-size: 100%; overflow-x: auto; overflow-y: hidden; padding-block: 2px; }
.measures { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 1px 12px; flex: 1 1 300px; font-size: 12.5px; font-variant-numeric: tabular-nums; }
.measures dt { color: var(--muted); }
.landscape .note { flex-basis: 100%; }
.landscape .verdict { min-block-size: 0; flex: 1 1 300px; }
`;
