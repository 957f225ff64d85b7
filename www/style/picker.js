// The picker: a sheet at the foot of the window, or, where there are two columns, in place of what stands beside the figure.

const TALL = 'min(62vh, 560px)';

/** The sheet that dresses the picker; its button is dressed with the other controls. */
export const STYLE = /* css */ `
.picker {
  order: 5; position: sticky; inset-block-end: 0; z-index: 7; display: flex; flex-direction: column; gap: 6px;
  block-size: ${TALL}; margin-block-start: calc(-10px - ${TALL}); padding: 10px 14px 0;
  background: var(--paper); border: solid var(--ink); border-width: 1px 1px 0;
}
.picker:focus { outline: 0; }
/* Two lines of what is said have room: the rows stay where they are. */
.picker header { display: flex; align-items: center; gap: 12px; }
.picker header .note { flex: 1; line-height: 14px; max-block-size: 28px; text-wrap: balance; }
.picker .done { border-bottom: 1px solid var(--line); padding-inline: 2px; }
.picker .box { inline-size: 100%; text-align: start; font-family: var(--sans); flex: none; appearance: none; -webkit-appearance: none; }
.picker .box::placeholder { color: var(--muted); opacity: 1; }
.jumps { display: flex; flex-wrap: wrap; gap: 0 14px; flex: none; color: var(--muted); font-size: 12px; }
.jumps button { flex: none; padding-inline: 0; min-block-size: 24px; white-space: nowrap; }
.jumps button:hover { color: var(--ink); }
.jumps [aria-disabled="true"] { opacity: .4; cursor: default; text-decoration: none; }
.families { position: relative; flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; margin-inline: -14px; padding: 0 14px 32px; border-top: 1px solid var(--line); mask-image: linear-gradient(to top, transparent, #000 32px); -webkit-mask-image: linear-gradient(to top, transparent, #000 32px); }
.families section { margin-block-end: 10px; }
.families h4 { position: sticky; inset-block-start: 0; z-index: 1; padding: 8px 0 4px; background: var(--paper); font: 600 13px/1.4 var(--sans); }
.families ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr)); gap: 0 28px; align-items: start; }
.pick {
  display: grid; grid-template-columns: 22px minmax(0, 1fr); gap: 0 10px; align-items: center; inline-size: 100%; padding: 5px 0 6px; text-align: start;
  scroll-margin-block: 36px 12px !important;
}
.pick:hover { text-decoration: none; }
@media (hover: hover) { .pick:hover .title { text-decoration: underline; text-underline-offset: 3px; } }
.pick:focus-visible { outline-offset: -1px; }
.pick .title b { font-weight: 400; }
.pick[aria-pressed="true"] .title b { font-weight: 600; }
.pick .said { grid-column: 2; color: var(--muted); font-size: 12px; line-height: 1.35; text-wrap: pretty; }
.pick .used { display: block; font-style: italic; }
.pick[aria-pressed="false"] .swatch line { stroke: var(--line); stroke-width: 1.5px; }
.pick[aria-disabled="true"] { cursor: default; }
.crowded .pick[aria-pressed="false"] .title { color: var(--muted); }
.crowded header .note { color: var(--ink); }
.picker:has(input:focus) [data-enter] .title::after { content: " ↵"; color: var(--muted); }
.nothing { padding-block: 14px !important; color: var(--muted); text-wrap: pretty; }
@container (min-width: 920px) {
  .picker { position: absolute; inset: 0; block-size: auto; max-block-size: calc(100vh - 32px) !important; margin: 0; padding: 4px 0 0; border: 0; scroll-margin-block: 16px; }
  .families { margin-inline: 0; padding-inline: 0 8px; }
  .side:has(.picker:not([hidden])) :is(.deck, .panel) { visibility: hidden; }
}
@container (max-width: 919.98px) {
  .jumps { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; mask-image: linear-gradient(to right, #000 calc(100% - 40px), transparent); -webkit-mask-image: linear-gradient(to right, #000 calc(100% - 40px), transparent); }
  .jumps::after { content: ""; flex: 0 0 26px; }
  .jumps::-webkit-scrollbar { display: none; }
}
@media (pointer: coarse) {
  .picker { padding-block-start: 2px; gap: 0; }
  .picker .done { min-inline-size: 48px; border: 0; text-align: end; }
  .pick { min-block-size: 44px; }
  .picker [type="search"] { min-block-size: 40px; font-size: 16px; }
  .jumps button { min-inline-size: 40px; min-block-size: 40px; }
}
@media (forced-colors: active) { .pick[aria-pressed="true"] .title { text-decoration: underline; } }
[data-controls] .picker { display: none; }
@media print { .picker { display: none !important; } }
`;
