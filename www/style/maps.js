// The maps of α and β: a field, a gutter, and a handle in the form's colour.

/** The part of the sheet that dresses the maps. */
export const MAPS = /* css */ `
.plane > header { display: flex; align-items: baseline; gap: 12px; min-block-size: 30px; }
.plane h3 { flex: 1; min-inline-size: 0; }
.plane select { max-inline-size: 96px; field-sizing: content; text-overflow: ellipsis; }
.field { position: relative; min-inline-size: 0; }
/* On the field, where it moves nothing. */
.progress { position: absolute; inset: 12px 12px auto auto; padding-inline: 4px; background: var(--paper); pointer-events: none; font: 12px/1.4 var(--mono); color: var(--muted); font-variant-numeric: tabular-nums; }
.progress:empty { display: none; }
/* Of several maps, below the name of the one there. */
.field:has(.maps[data-many]) .progress { inset-block-start: 32px; }
.maps { display: grid; gap: 10px 12px; }
.maps:empty { block-size: var(--high); }
.plane { --high: 282px; }
.map { position: relative; inline-size: 100%; block-size: var(--high); touch-action: pan-y; cursor: crosshair; user-select: none; -webkit-user-select: none; }
.map canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; pointer-events: none; }
.map input[type="range"] { position: absolute; inset: -22px auto auto -22px; inline-size: 44px; block-size: 44px; }
/* A mouse chooses near the handle, too: it takes hold of no more than it sees. */
.handle { --reach: 13px; position: absolute; inset: calc(-1 * var(--reach)) auto auto calc(-1 * var(--reach)); padding: var(--reach); border-radius: 50%; touch-action: none; cursor: grab; }
/* Past the figure a finger does not reach: a host page with small margins would grow wider by it, and jump under the hand. */
@media (pointer: coarse) { .handle { --reach: 22px; } .plane { overflow: clip; overflow-clip-margin: 5px; } }
.handle:active { cursor: grabbing; }
.handle::after {
  content: ""; position: absolute; inset: calc(var(--reach) - 7px); border-radius: 50%; background: var(--color);
  box-shadow: 0 0 0 2px var(--ground), 0 0 0 3.5px var(--color); transition: inset .12s;
}
@media (hover: hover) { .map:hover .handle::after { inset: calc(var(--reach) - 8px); } }
.handle[data-off]::after { border-radius: 0; box-shadow: none; inset: calc(var(--reach) - 9px); clip-path: polygon(15% 0, 100% 50%, 15% 100%); rotate: var(--turn); }
.map input[type="range"] { opacity: 0; pointer-events: none; }
/* Dark on light cells, light on dark ones. */
.map input:focus-visible ~ .handle { outline: 2px solid var(--mark); outline-offset: calc(14px - var(--reach)); filter: drop-shadow(0 0 1px var(--ground)) drop-shadow(0 0 1px var(--ground)); }
.one .title { display: none; align-items: center; gap: 8px; font-weight: 600; min-block-size: 20px; line-height: 1.25; }
/* One below the other they share the axis of α, along which the forms differ. */
.maps[data-many] { --high: 136px; }
.field:has([data-many]) .progress { inset: -24px 0 auto auto; }
.maps[data-many]:has(.one:nth-child(5)) { grid-template-columns: 1fr 1fr; }
.maps[data-many] .one { display: grid; grid-template-rows: 1fr auto; }
.maps[data-many] .title { display: flex; }
.words { display: grid; gap: 4px; }
.words .row { column-gap: 8px; font-size: 12.5px; }
/* There is room for its longest, so that no map moves under a finger. */
.says { font-size: 12.5px; line-height: 16px; min-block-size: max(96px, 240px - 40cqi); white-space: pre-line; text-wrap: pretty; font-variant-numeric: tabular-nums; }
.says::first-line { font: 12px/16px var(--mono); }
.curvature { min-block-size: 16px; color: var(--muted); font-size: 11.5px; line-height: 16px; white-space: pre-wrap; text-wrap: balance; font-variant-numeric: tabular-nums; }
.legend { display: grid; grid-template-columns: auto 1fr; gap: 2px 16px; color: var(--muted); font-size: 11.5px; }
.legend > span { white-space: nowrap; }
.legend[data-endless] .settles, .legend:not([data-endless]) .endless { display: none; }
/* With the space after it, 6 px to its words. */
.legend i { display: inline-block; inline-size: 12px; block-size: 10px; margin-inline-end: 3px; box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--muted) 60%, transparent); }
.legend .ramp { inline-size: 40px; margin-inline: 6px; background: var(--ramp); }
.legend .slow { background: var(--slow); }
.legend .away { background: var(--away); }
.legend .gone { background: var(--gone); }

/* The maps lie over the foot of the window while they are unfolded. */
@container (max-width: 919.98px) {
  .plane select { max-inline-size: 45%; }
  .deck { --foot: 0px; background: var(--paper); box-shadow: -4px 0 var(--paper), 4px 0 var(--paper); }
  .deck:not([data-open]) .plane { display: none; }
  .root:has(.deck[data-open]) { --foot: 480px; }
  .plane { --high: min(282px, 34vh); border-top: 1px solid var(--line); padding-block: 6px 4px; }
  .maps[data-many] { --high: min(160px, 30vh); display: flex; column-gap: 8px; overflow-x: auto; }
  .maps[data-many] .one { flex: 1 0 110px; }
  .deck[data-open] .dials { border-top: 0; }
  .curvature { display: none; }
  .dials { padding-inline-end: 52px; }
}
.unfold { display: none; }
@container (max-width: 919.98px) {
  .unfold { display: grid; place-content: center; justify-items: center; gap: 2px; position: absolute; inset: 6px 0 max(6px, env(safe-area-inset-bottom)) auto; inline-size: 44px; padding: 0; border-inline-start: 1px solid var(--line); font-size: 12px; line-height: 1; }
  .unfold .icon { inline-size: 22px; block-size: 22px; stroke-width: 1.2; }
  .unfold[aria-expanded="true"] { background: var(--field); }
}
@container (max-width: 559.98px) {
  .plane { position: relative; display: grid; grid-template-columns: minmax(0, 1fr); row-gap: 4px; padding-block: 2px 0; }
  .words { display: contents; }
}
@container (min-width: 560px) and (max-width: 919.98px) {
  .plane { display: grid; grid-template-columns: minmax(0, 1fr) 240px; gap: 0 24px; }
  .plane > header { grid-column: 1 / -1; }
  .field:has(.maps[data-many]) { grid-column: 1 / -1; }
  /* It may take two lines there, and moves nothing. */
  .curvature { display: block; min-block-size: 32px; }
}
/* A low window is the landscape's as well: below it the sheet is scrolled, beside the maps what is said of them. */
@media (max-height: 700px) {
  @container (max-width: 559.98px) {
    .plane { --high: max(130px, 25svh); max-block-size: 44svh; overflow-y: auto; background: var(--more); }
    /* What is said while the point is dragged comes next to it. */
    .legend { order: 1; }
    .words .row { order: 2; }
  }
  @container (min-width: 560px) and (max-width: 919.98px) {
    .plane { --high: max(130px, 34svh); position: relative; grid-template-columns: minmax(0, 1.2fr) minmax(240px, 1fr); }
    .field:has(.maps[data-many]) { grid-column: 1; }
    [data-layout="overlay"] .root:has(.deck[data-open]) .plot { min-block-size: 120px; max-block-size: min(280px, 66svh - 125px); }
    .words { block-size: 0; min-block-size: 100%; overflow-y: auto; background: var(--more); }
  }
}
@media (forced-colors: active) { .handle::after, .legend i { forced-color-adjust: none; } }
@media print {
  .plane { display: var(--map, none); margin-block: 16px; break-inside: avoid; }
  .plane :is(select, .row, .best), .handle[data-off] { display: none; }
  .maps.maps { display: flex; flex-wrap: wrap; }
  .field .progress.progress { position: static; }
  .progress:not(:empty)::after { content: " of the runs are made"; }
  .map { inline-size: var(--map-width); block-size: var(--map-height); }
}
`;
