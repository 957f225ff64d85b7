// The best pairs: a list below what is said of the map, or over it where there is one column.

/** The sheet that dresses what the search finds. */
export const STYLE = /* css */ `
.best { display: grid; gap: 6px; align-content: start; overscroll-behavior: contain; padding-block: 12px 8px; font-size: 12.5px; border-block-end: 1px solid var(--line); background: var(--more); }
.best ul { display: grid; gap: 6px; }
.best li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto auto; gap: 0 8px; align-items: baseline; color: var(--muted); font-variant-numeric: tabular-nums; }
.best b { color: var(--ink); font-weight: 600; }
.best li .note { grid-column: 2 / -1; text-wrap: pretty; }
.best .pair { grid-column: 2 / 4; color: var(--ink); font: 12px/18px var(--mono); white-space: pre-wrap; }
.best li button { grid-area: 1 / 4 / 3; align-self: start; color: var(--muted); border-bottom: 1px solid; padding: 0; }
.best .swatch { align-self: center; }
@container (max-width: 919.98px) { .best { max-block-size: 150px; overflow-y: auto; border-block-end: 0; } }
/* They cover what is said of the map, not the landscape. */
@container (max-width: 559.98px) { .best { position: absolute; grid-row: 3 / 5; inset: 0; max-block-size: none; padding-block: 0; } }
@media (max-height: 700px) {
  @container (min-width: 560px) and (max-width: 919.98px) { .best { position: absolute; grid-area: 2 / 2; inset: 0; max-block-size: none; padding-block: 0; } }
}
@media (pointer: coarse) { .best button { min-inline-size: 40px; } }
`;
