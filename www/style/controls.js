// Buttons, sliders, boxes: quiet, native, and large enough for a thumb.

const THUMB = /* css */ `inline-size: 18px; block-size: 18px; border-radius: 50%; background: var(--paper); box-shadow: inset 0 0 0 2px var(--ink);
  border-image: linear-gradient(90deg, var(--ink) 50%, var(--line) 0) 0 1 / calc(50% - 1px) 100vw / 0 100vw;`;

/** The part of the sheet that dresses the controls. */
export const CONTROLS = /* css */ `
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
button, select, input { font: inherit; color: inherit; margin: 0; }
button { min-block-size: 28px; padding: 2px 6px; border: 0; background: none; cursor: pointer; }
/* After a tap a finger hovers no more. */
@media (hover: hover) { button:hover:where(:not([aria-current])) { text-decoration: underline; text-underline-offset: 3px; } }
button.word[aria-disabled="true"] { color: var(--muted); opacity: .55; cursor: default; text-decoration: none; }
.icon { inline-size: 16px; block-size: 16px; display: block; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
.row button { border-bottom: 1px solid var(--muted); padding-inline: 0; }
.symbol { font: italic 21px/1 var(--serif); }
.name { color: var(--muted); }
.note { color: var(--muted); font-size: 12px; }
.problem { color: var(--problem); font-size: 12px; }
.problem:empty { display: none; }
/* What is wrong is said over what stands beside: nothing moves away from under the hand. */
:is(.parameters, .dial, .line, .forms) > .problem {
  position: absolute; inset: 100% 0 auto; z-index: 6; padding: 3px 0 5px !important; background: var(--paper); border-block-end: 1px solid var(--problem);
}
.dials, .line, .forms { position: relative; }
/* A dial's own slider has room for it, or what lies above all dials. */
.dial > .problem { inset-block: auto 100%; }
h3 { font: 600 13px/1.4 var(--sans); }

select {
  appearance: none; -webkit-appearance: none; min-block-size: 28px; max-inline-size: 100%; padding: 2px 18px 2px 1px;
  border: 0; border-radius: 0; cursor: pointer;
  background: linear-gradient(var(--ink), var(--ink)) 0 calc(100% - var(--drop, 0px)) / 100% 1px no-repeat,
    linear-gradient(45deg, transparent 50%, var(--ink) 50%) right 7px top 50% / 5px 5px no-repeat,
    linear-gradient(-45deg, transparent 50%, var(--ink) 50%) right 2px top 50% / 5px 5px no-repeat;
}
select option { background: var(--paper); color: var(--ink); }
.box {
  inline-size: 7.5ch; min-block-size: 28px; padding: 2px 1px; border: 0; border-radius: 0; text-align: end; text-overflow: ellipsis;
  background: linear-gradient(var(--edge, var(--line)), var(--edge, var(--line))) 0 calc(100% - var(--drop, 0px)) / 100% var(--weight, 1px) no-repeat; font: 13px/1.4 var(--mono); font-variant-numeric: tabular-nums;
}
.box:hover { --edge: var(--muted); }
.box:focus { outline: 0; --edge: var(--ink); --weight: 2px; }
.box[aria-invalid="true"] { --edge: var(--problem); --weight: 2px; }
.pair { display: inline-flex; align-items: baseline; gap: 6px; color: var(--muted); }
.pair .box { color: var(--ink); inline-size: 9ch; }
@supports (field-sizing: content) {
  :is(.pair, .knob) .box { field-sizing: content; inline-size: auto; min-inline-size: 6ch; max-inline-size: 12ch; }
}

.knob { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; column-gap: 8px; min-inline-size: 0; }
.knob .title { grid-column: 1 / -1; display: flex; align-items: baseline; gap: 5px; margin-block-end: -6px; white-space: nowrap; font-size: 12px; }
.knob .name { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; }
.knob .symbol { font-size: 16px; }
/* The ring keeps off the words above. */
.knob input:focus-visible { outline-offset: -5px; }
.knob .box { inline-size: 6ch; }

.segments { display: inline-flex; gap: 14px; }
.segments label { position: relative; cursor: pointer; }
.segments input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; opacity: 0; cursor: pointer; }
.segments span { display: block; padding: 4px 0 3px; border-bottom: 2px solid transparent; color: var(--muted); }
.segments input:hover + span { color: var(--ink); }
.segments input:checked + span { color: var(--ink); border-color: var(--ink); font-weight: 600; }
.segments input:focus-visible + span { outline: 2px solid var(--ink); outline-offset: 2px; }

/* A label keeps the width of its bold self. */
:is(.segments span, .scenes button)::after { content: attr(data-text); display: block; block-size: 0; overflow: hidden; visibility: hidden; font-weight: 600; }

/* Its size is known beforehand: a thumb that moves is laid out alone. The line to both sides belongs to the thumb, so that
   nothing but the thumb has to change; what juts out of the slider is cut off. */
input[type="range"] {
  appearance: none; -webkit-appearance: none; contain: strict; display: block; inline-size: 100%; block-size: 28px; margin: 0; padding: 0;
  background: none; cursor: pointer; touch-action: pan-y;
}
input[type="range"]::-webkit-slider-thumb { -webkit-appearance: none; ${THUMB} }
input[type="range"]::-moz-range-thumb { border: 0; ${THUMB} }
input[type="range"]:active::-webkit-slider-thumb { background: var(--ink); }
input[type="range"]:active::-moz-range-thumb { background: var(--ink); }

/* Italics hang over the edge of what scrolls below. */
.dials { display: grid; gap: 2px; padding: 6px 0 max(6px, env(safe-area-inset-bottom)); background: var(--paper); border-top: 1px solid var(--line); box-shadow: -4px 0 var(--paper), 4px 0 var(--paper); }
.dial { display: grid; grid-template-columns: 1.4em minmax(0, 1fr) auto; align-items: center; column-gap: 8px; }
.dial .name { position: absolute; clip-path: inset(50%); white-space: nowrap; }
.dial .track { position: relative; grid-column: 2; grid-row: 1; }
.dial .hold { grid-column: 3; grid-row: 1; }
.dial[data-idle] input { opacity: .65; }
.dial .box { contain: strict; display: block; inline-size: 9.5ch; block-size: 28px; }
.ticks { position: relative; block-size: 14px; margin: -5px 9px 0; font: 11px/14px var(--mono); color: var(--muted); pointer-events: none; }
.ticks span { position: absolute; top: 0; transform: translateX(-50%); }
.ticks span::before { content: ""; position: absolute; inset: -7px auto auto 50%; block-size: 5px; border-inline-start: 1px solid var(--line); }
/* Over the track, in the room that the thumb leaves: a line of its own would raise what sticks to the foot of the window. */
.from { grid-column: 2; grid-row: 1; place-self: start; z-index: 1; margin-block-start: -6px; pointer-events: none; background: var(--paper); font-size: 12px; line-height: 11px; font-weight: 600; white-space: nowrap; }
@container (min-width: 560px) and (max-width: 919.98px) {
  .dials { grid-template-columns: 1fr 1fr; column-gap: 28px; }
}
@container (max-width: 699.98px) { .ticks { display: none; } }
@container (min-width: 920px) {
  .dials { gap: 10px; padding: 0; border-top: 0; box-shadow: none; }
  .dial { position: relative; grid-template-columns: auto auto minmax(0, 1fr) auto; }
  /* Over the scale's numbers and the gap below: the slider stays within reach, and nothing moves. */
  .dial > .problem { inset-block: calc(100% - 15px) auto; padding: 1px 0 2px !important; }
  .dial .from { grid-column: 3; place-self: center stretch; margin: 0; padding-inline-start: 4px; line-height: inherit; overflow: hidden; text-overflow: ellipsis; }
  .dial .name { position: static; clip-path: none; color: var(--ink); }
  .dial .track { grid-column: 1 / -1; grid-row: 2; }
  .dial .hold { grid-column: 4; }
}

.panel { display: grid; gap: 14px; }
.line { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; }
.line .segments { margin-inline-start: auto; }
.line.numbers { align-items: baseline; gap: 2px 18px; }
.line .problem { flex-basis: 100%; }
.chips { display: grid; grid-template-columns: repeat(auto-fill, minmax(144px, 1fr)); gap: 0 8px; margin-top: 2px; }
@container (min-width: 1110px) { .chips { grid-template-columns: repeat(5, minmax(0, auto)); justify-content: space-between; } }
.chip { display: flex; align-items: center; gap: 8px; padding: 2px 0; min-block-size: 26px; color: var(--muted); text-align: start; line-height: 1.2; }
.chip[aria-pressed="true"] { color: var(--ink); }
.chip[aria-disabled="true"] { cursor: default; }
.swatch { inline-size: 22px; block-size: 8px; flex: none; overflow: visible; }
.swatch line { stroke-width: 2.5px; }
.chip[aria-pressed="false"] .swatch line { stroke: var(--line); stroke-width: 1.5px; }
.more-rules { display: flex; align-items: center; gap: 11px; padding: 2px 3px; min-block-size: 26px; text-align: start; white-space: nowrap; }

.skip { position: absolute; z-index: 9; padding: 6px 10px; background: var(--paper); }
.skip:not(:focus-visible) { clip-path: inset(50%); pointer-events: none; }
/* There is room for a ring, which would be cut off. */
.scenes { margin: -4px 0 -4px -4px; padding: 4px 0 4px 4px; overflow-x: auto; scrollbar-width: none; scroll-padding-inline: 48px; mask-image: linear-gradient(to right, #000 calc(100% - 40px), transparent); -webkit-mask-image: linear-gradient(to right, #000 calc(100% - 40px), transparent); }
.scenes::-webkit-scrollbar { display: none; }
.scenes ul { display: flex; justify-content: space-between; gap: 16px; inline-size: max-content; min-inline-size: 100%; padding-inline-end: 44px; }
.scenes li { flex: none; }
.scenes button { padding: 2px 0; text-align: start; color: var(--muted); white-space: nowrap; border-bottom: 2px solid transparent; }
.scenes button:hover { color: var(--ink); }
.scenes button[aria-current="true"] { color: var(--ink); border-color: var(--ink); font-weight: 600; }
@container (min-width: 1110px) {
  .scenes { mask-image: none; -webkit-mask-image: none; }
  .scenes ul { inline-size: auto; padding: 0 4px 0 0; gap: 6px; font-size: 12.5px; }
}
.lead { min-block-size: 2.8em; font: italic 15px/1.4 var(--serif); color: var(--muted); }
@container (min-width: 1110px) { .lead { min-block-size: 1.4em; } }
@container (max-width: 559.98px) { .lead { min-block-size: 4.05em; font-size: 14px; line-height: 1.35; } }
@container (max-width: 339.98px) { .lead { min-block-size: 5.4em; } }
@container (max-width: 919.98px) {
  /* What the keyboard comes to is not hidden by the dials. */
  :is(button, input, select, summary, .editor) { scroll-margin-block-end: var(--foot, 130px); }
}
/* In a low window the paths come before the scenes. */
@media screen and (max-height: 480px) {
  .root > :is(.scenes, .lead) { order: 1; margin-block-end: 0; }
  [data-layout="overlay"] .plot { max-block-size: max(200px, var(--heavy-ball-room, 100vh - var(--rest, 250px))); }
}

.others { color: var(--muted); font-size: 12px; }
.others button { max-inline-size: 100%; overflow-wrap: anywhere; text-align: start; }

.transport, .group { display: flex; align-items: center; gap: 2px 6px; }
.transport { position: relative; flex-wrap: wrap; min-height: 40px; }
.transport .gap { flex: 1 1 0; }
.play { inline-size: 36px; block-size: 36px; padding: 0; border-radius: 50%; background: var(--ink); color: var(--paper); display: grid; place-items: center; }
.play .icon { fill: currentColor; stroke: none; grid-area: 1 / 1; }
.play[data-playing="true"] .icon:first-child, .play[data-playing="false"] .icon:last-child, .play:not([data-playing]) .icon:last-child { display: none; }
/* Its size is known beforehand: it counts sixty times a second without a layout. */
.count { contain: strict; box-sizing: content-box; block-size: 18px; padding-inline: 4px; font: 13px/18px var(--mono); font-variant-numeric: tabular-nums; white-space: pre; }
.word .icon { display: none; }
/* Over the chart's foot, where it is seen and moves nothing. */
.transport .hint { position: absolute; inset: auto 0 100%; z-index: 3; padding: 3px 0; background: var(--paper); font-size: 12.5px; text-align: end; text-wrap: balance; }
.transport .hint:empty { display: none; }
.link { flex-basis: 100%; display: grid; color: var(--muted); }
.link .box { inline-size: 100%; text-align: start; color: var(--ink); }
.switch { display: inline-flex; align-items: center; gap: 7px; white-space: nowrap; }
.switch::after {
  content: ""; inline-size: 26px; block-size: 14px; border: 1.5px solid currentColor; border-radius: 8px;
  background: radial-gradient(circle 4px at 6px 50%, currentColor 96%, transparent) no-repeat;
}
.switch[aria-checked="true"]::after { background: radial-gradient(circle 4px at 17px 50%, var(--paper) 96%, transparent) no-repeat var(--ink); border-color: var(--ink); }
.switch[aria-checked="true"] { font-weight: 600; }
.switch[aria-disabled="true"] { color: var(--muted); cursor: default; }
@container (max-width: 779.98px) or ((min-width: 920px) and (max-width: 1109.98px)) {
  /* To the left, where it makes no page wider. */
  .word { position: relative; }
  .word span { position: absolute; inset-inline-end: 0; clip-path: inset(50%); }
  .word .icon { display: block; }
  .word.glyph { padding: 6px 8px; }
  .word .tick, .word.done .icon:not(.tick) { display: none; }
  .word.done .tick { display: block; }
}

@media (pointer: coarse) {
  .frame { --tall: 40px; }
  .tools { opacity: 1; }
  /* Over a panel's run there is no place for them: two fingers zoom as well. */
  [data-layout="panels"] .tools:not(:focus-within, :has([data-ref="home"]:not([hidden]))) { opacity: 0; pointer-events: none; }
  .tools button { inline-size: 40px; block-size: 40px; }
  button, select, .chip, .more-rules, .segments label, .code > summary { min-block-size: 40px; }
  .card .about summary { padding-block: 12px; }
  .card .about a { padding-block: 13px; }
  select, .box { --drop: 7px; }
  .box, .dial .box { min-block-size: 40px; font-size: 16px; }
  .transport button { min-inline-size: 40px; }
  .play { block-size: 40px; inline-size: 40px; }
  .segments span { padding-block: 10px; }
  input[type="range"] { block-size: 44px; }
  .from { margin: 0; }
  .ticks { margin-top: -13px; }
  .needle { inline-size: 44px; margin-inline-start: -22px; }
  .needle:focus-visible { outline-offset: -18px; }
  .needle::after { background-image: radial-gradient(circle at 50% 7px, var(--ink) 6.6px, transparent 7.2px); }
  .scenes button { min-block-size: 40px; }
  .marker::after { inset-inline-start: -20px; inline-size: 40px; }
}
@media (forced-colors: active) {
  .frame { --more: Canvas; }
  .box { border-bottom: 1px solid; }
  select { appearance: auto; -webkit-appearance: auto; padding-inline: 2px; }
  input[type="range"] { appearance: auto; -webkit-appearance: auto; }
  input[type="range"]::-webkit-slider-thumb { border: 2px solid ButtonText; border-image: none; }
  input[type="range"]::-moz-range-thumb { border: 2px solid ButtonText; border-image: none; }
  input[type="range"]::-moz-range-track { block-size: 2px; background: ButtonText; }
  .segments span, .scenes button { border-color: Canvas; }
  .segments input:checked + span, .scenes button[aria-current="true"] { border-color: Highlight; }
  .switch::after { forced-color-adjust: none; border-color: ButtonText; background: radial-gradient(circle 4px at 6px 50%, ButtonText 96%, transparent) no-repeat ButtonFace; }
  .switch[aria-checked="true"]::after { border-color: Highlight; background: radial-gradient(circle 4px at 17px 50%, HighlightText 96%, transparent) no-repeat Highlight; }
  .needle::before, .start::after { background: CanvasText; forced-color-adjust: none; }
  .needle::after { background: radial-gradient(circle at 50% 7px, CanvasText 5.6px, transparent 6.2px) no-repeat; forced-color-adjust: none; }
  .play { border: 1px solid ButtonText; }
  .editor [type="submit"] { border: 1px solid; }
  .chip[aria-pressed="true"] { text-decoration: underline; }
}
`;
