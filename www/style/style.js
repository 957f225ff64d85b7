// How the element looks. Hosts recolour it by `--heavy-ball-*`; it follows its own width, never the window's.

import { CONTROLS } from './controls.js';
import { CARDS } from './cards.js';
import { MAPS } from './maps.js';

/** Custom properties for hosts, with their values by day and by night. */
const PALETTE = {
  ink: ['#1d2430', '#e8ecf2'],
  paper: ['#ffffff', '#12161c'],
  muted: [blend(73), blend(64)],
  line: [blend(19), blend(12)],
  field: [blend(7), blend(4)],
  problem: ['#9b1c2e', '#ff9aa5'],
};

/** The landscape and the maps have their own ground, and what lies on them the colours for it. */
const OWN = { mark: PALETTE.ink, ground: PALETTE.paper };

/** @param {0 | 1} night */
const palette = (night) =>
  Object.entries(PALETTE).map(([name, values]) => `--${name}:var(--heavy-ball-${name},${values[night]});`).join('') +
  Object.entries(OWN).map(([name, values]) => `--${name}:${values[night]};`).join('');

/** Between a host's ink and paper. @param {number} share of the ink */
function blend(share) {
  return `color-mix(in srgb,var(--ink) ${share}%,var(--paper))`;
}

const NIGHT = `color-scheme:dark;${palette(1)}`;

const FIGURE = /* css */ `
/* What an author's height does not hold is not printed over what follows. */
:host { display: block; writing-mode: horizontal-tb; min-inline-size: min(100%, 17rem); min-block-size: fit-content; }
/* Where its place is as wide as what is in it, the figure may be so wide: a line that can break, not less than that of .frame. */
:host::before { content: "a a"; display: block; block-size: 0; overflow: hidden; visibility: hidden; font-size: 1px; white-space: normal; word-spacing: 960px; }
:host([hidden]) { display: none; }
*, ::before, ::after { box-sizing: border-box; }
/* Outside the frame it has the colour of the page's own words, as numbers, and a change of it is an event. */
.probe { position: absolute; visibility: hidden; background: color-mix(in srgb, currentcolor, currentcolor); transition: color 1ms; }
[hidden] { display: none !important; }

.frame {
  /* How a host writes, indented or in capitals, is not how a figure does. */
  all: initial; display: block; visibility: inherit; pointer-events: inherit;
  /* Nor are a host's own names for its lengths. */
  --ratio: initial; --rest: initial; --least: initial; --foot: initial; --drop: initial; --edge: initial; --weight: initial; --fit: initial;
  --reach: initial; --high: initial; --indent: initial; --turn: initial; --color: initial; --ramp: initial; --slow: initial; --away: initial; --gone: initial;
  /* What stands over the figure stands over nothing of its host's. */
  isolation: isolate;
  color-scheme: light; ${palette(0)}
  --serif: var(--heavy-ball-serif, ui-serif, "Iowan Old Style", Charter, "Bitstream Charter", "Source Serif 4", "Noto Serif", Georgia, "Liberation Serif", serif);
  --sans: var(--heavy-ball-sans, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, system-ui, sans-serif);
  --mono: var(--heavy-ball-mono, ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace);
  container-type: inline-size; contain-intrinsic-inline-size: 160px;
  background: var(--paper); color: var(--ink);
  /* The ground of what scrolls: its lower edge is in shade until the end has come. */
  --more: linear-gradient(transparent, var(--paper) 60%) bottom / 100% 28px no-repeat local, linear-gradient(transparent, var(--line)) bottom / 100% 10px no-repeat var(--paper);
  --tall: 28px; font: 13px/1.4 var(--sans);
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
  /* On a page of another ground letters keep off the edge of theirs. */
  box-shadow: -8px 0 var(--paper), 8px 0 var(--paper);
}
.frame[data-theme="dark"] { ${NIGHT} }
@media (prefers-contrast: more) { .frame.frame { --muted: var(--ink); --line: ${blend(60)}; } }
/* Colours of its own have a margin to the page's. Of a padding Firefox would not see that it leaves the frame narrower. */
:host(:is([theme="dark"], [theme="light"]):not([hidden])) { display: flow-root; }
:host(:is([theme="dark"], [theme="light"])) .frame { margin: 12px; box-shadow: 0 0 0 12px var(--paper); }
.frame p, .frame ul, .frame h3, .frame h4, .frame dl, .frame dd { margin: 0; padding: 0; }
.frame ul { list-style: none; }

/* One column: the dials stick to the foot of the window for as long as the figure is on screen. */
.root { display: flex; flex-direction: column; gap: 10px; }
.figure, .side, .desk { display: contents; }
.notices { order: -3; }
.scenes, .lead { order: -2; }
.parameters, .numbers, .panel { order: 2; }
.forms, .cards { order: 3; }
.deck { order: 4; position: sticky; bottom: 0; z-index: 4; display: flex; flex-direction: column-reverse; }

.surface { align-self: flex-start; max-inline-size: calc(100% - 130px); }
/* Beside the surface's name, though the parameters come between them for the keyboard. */
.layout { align-self: flex-end; margin-block-start: calc(-10px - var(--tall)); min-block-size: var(--tall); }
.parameters { position: relative; }
.knobs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 170px), 1fr)); gap: 4px 24px; }
.knobs:empty { display: none; }

.plot {
  position: relative; inline-size: 100%; aspect-ratio: var(--heavy-ball-ratio, var(--ratio, 1.86)); min-height: 200px; max-block-size: max(280px, var(--heavy-ball-room, 100vh - var(--rest, 250px))); overflow: hidden;
  background: var(--field); user-select: none; -webkit-user-select: none; touch-action: pan-x pan-y; cursor: crosshair;
}
/* Who draws it to the side means the picture. */
.plot:has([data-ref="home"]:not([hidden])) { touch-action: pan-y; }
/* What lies in them reaches to their edges, whatever room a host gives its parts; the needle is no part of the chart. */
.plot, .chart { padding: 0 !important; }
.chart { border-inline-width: 0 !important; }
.plot canvas, .chart canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; display: block; }
.plot canvas { pointer-events: none; }
.start {
  position: absolute; inset: 0 auto auto 0; inline-size: 44px; block-size: 44px; margin: -22px 0 0 -22px; padding: 0;
  border: 0; border-radius: 50%; background: none; touch-action: none; cursor: grab;
}
.start::after {
  content: ""; position: absolute; inset: 15px; border-radius: 50%; background: var(--mark);
  box-shadow: 0 0 0 2px var(--ground), 0 0 0 3.5px var(--mark); transition: inset .12s;
}
@media (hover: hover) { .start:hover::after { inset: 13px; } }
/* Out of sight it is an arrow, which is drawn. */
.start[data-outside] { cursor: zoom-out; }
.start[data-outside]::after { display: none; }
.start:active { cursor: grabbing; }
.readout {
  position: absolute; inset: auto auto 27px 36px; max-inline-size: calc(100% - 110px); padding: 1px 5px; pointer-events: none; white-space: pre-wrap;
  font: 11.5px/1.5 var(--mono); color: var(--ink); background: var(--paper);
}
.readout:empty { display: none; }
.tools { position: absolute; inset: auto 6px 27px auto; display: flex; gap: 1px; opacity: 0; transition: opacity .15s; }
.tools button { inline-size: 28px; block-size: 28px; padding: 0; display: grid; place-items: center; background: color-mix(in srgb, var(--paper) 70%, transparent); }
.plot:hover .tools, .plot:focus-within .tools, .tools:has([data-ref="home"]:not([hidden])) { opacity: 1; }
.wheel {
  position: absolute; inset: auto 0 40%; inline-size: fit-content; margin-inline: auto !important; padding: 6px 12px !important; opacity: 0; pointer-events: none;
  background: var(--ink); color: var(--paper);
}
/* Under the landscape, for who has waited so long that it is no flicker. */
[aria-busy] .plot::before { content: "loading …"; position: absolute; inset: 0; display: grid; place-items: center; color: var(--muted); animation: wait 1ms .5s backwards; }
@keyframes wait { from { opacity: 0; } }
.fault { position: absolute; inset: 0; display: grid; place-items: center; padding: 24px; text-align: center; font: 17px/1.5 var(--serif); }

/* The loss is the timeline. Above it the needle's knob has a track; the words of marks have a row of the chart. */
/* At the last step the room for a hand on the knob must not make a page without margins wider. */
.timeline { position: relative; padding-top: 14px; overflow-x: clip; touch-action: pan-y; }
.chart { position: relative; block-size: clamp(113px, 13cqi + 17px, 129px); cursor: pointer; }
.markers { position: absolute; inset: 14px 0 0; z-index: 2; pointer-events: none; }
.needle {
  position: absolute; inset: 0 auto 0 0; z-index: 1; inline-size: 28px; margin-inline-start: -14px;
  will-change: transform; pointer-events: none;
}
/* Only the knob is taken by the hand: beside the line it comes to the words of marks, or to the chart. */
.needle::before { content: ""; position: absolute; inset: 7px auto 16px calc(50% - .75px); inline-size: 1.5px; background: var(--ink); }
.needle::after {
  content: ""; position: absolute; inset: 0 0 auto; block-size: 14px; pointer-events: auto; cursor: ew-resize;
  background: radial-gradient(circle at 50% 7px, var(--ink) 5.6px, transparent 6.2px) no-repeat;
}
/* About the line alone: a wider one would be cut at the last step. */
.needle:focus-visible { outline-offset: -10px; }
.marker {
  position: absolute; inset: 0 auto 0 0; min-block-size: 0; padding: 0; border: 0; background: none; color: inherit;
  font: inherit; pointer-events: none; text-align: start;
}
/* Words lie over the lines of all marks: no mark is a layer of its own. */
.marker::before { content: ""; position: absolute; inset: 4px auto 16px -.75px; border-inline-start: 1.5px dotted var(--ink); }
/* Not through the caption of the axis. */
.marker.late::before { inset-block-start: 34px; }
.marker span {
  position: absolute; inset: 0 auto auto 0; padding: 0 8px 2px 6px; white-space: nowrap; pointer-events: auto;
  cursor: ew-resize; font-size: 11.5px; border-radius: 2px;
  z-index: 1; background: var(--paper);
}
.marker.left span { inset: 0 0 auto auto; padding: 0 6px 2px 8px; }
.marker.low span { top: 17px; }
.marker.mute span { opacity: 0; }
.marker:is(:hover, :focus-visible) span { opacity: 1; z-index: 2; }
@media (hover: hover) { .marker:hover span { text-decoration: underline; text-underline-offset: 3px; } }
.marker::after { content: ""; position: absolute; inset: 20px auto 16px -8px; inline-size: 16px; pointer-events: auto; cursor: ew-resize; }
/* A dot below the words of others stands for its own. */
.marker.mute::after { background: radial-gradient(circle at 50% 20px, var(--ink) 2.6px, transparent 3.2px) no-repeat; }
/* At the foot of the window it stands over the map, though not over the dials: there would be no room above both. */
.editor {
  --foot: 130px; position: absolute; inset: 33px auto auto 0; z-index: 5; inline-size: min(330px, 100%); padding: 12px 14px;
  background: var(--paper); border: 1px solid var(--ink); display: grid; gap: 8px; scroll-margin-block-end: 12px;
  /* Firefox cuts the timeline at whole pixels, and the line with it. */
  box-shadow: 0 1px transparent;
}
.editor [type="submit"] { background: var(--ink); color: var(--paper); border: 0; padding-inline: 12px; }
/* What is wrong says what is legal, too: the form keeps its height. */
.editor .note { min-block-size: 2.8em; }
.editor:has(.problem:not(:empty)) .note { display: none; }
.editor .pair { color: inherit; }
.editor > .box { inline-size: 100%; text-align: start; }

.cards { --column: min(100%, 330px); display: grid; grid-template-columns: repeat(auto-fill, minmax(var(--column), 1fr)); gap: 8px 36px; margin-top: 6px; }
.notices { display: grid; gap: 4px; padding-block: 2px 6px; border-block: 1px solid var(--problem); color: var(--problem); }
.notices:empty { display: none; }
.notice { display: flex; align-items: baseline; gap: 12px; overflow-wrap: anywhere; }
.notices summary { inline-size: fit-content; min-block-size: var(--tall); align-content: center; cursor: pointer; }
.notices div { display: grid; gap: 4px; max-block-size: min(160px, 15vh); overflow-y: auto; background: var(--more); }
.notice button { flex: none; margin-inline-start: auto; white-space: nowrap; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* What it opens dresses itself. */
.code { order: 3; grid-column: 1 / -1; min-inline-size: 0; border-block-start: 1px solid var(--line); padding-block: 8px 4px; }
.code > summary { inline-size: fit-content; min-block-size: 24px; cursor: pointer; font-weight: 600; }
@media (hover: hover) { .code > summary:hover { text-decoration: underline; text-underline-offset: 3px; } }

@container (max-width: 559.98px) { .plot { --ratio: 1.45; } }

/* Each panel has its own height. */
[data-layout="panels"] .plot { max-block-size: max(var(--least, 280px), var(--heavy-ball-room, 100vh - var(--rest, 250px))); }

/* Two columns, from the width at which the landscape stays the larger half. */
@container (min-width: 920px) {
  .root { display: grid; grid-template-columns: minmax(0, 1fr) 316px; gap: 26px 36px; align-items: start; }
  .scenes, .lead { grid-column: 1 / -1; margin-block-end: -18px; }
  .scenes.scenes { margin-block-end: -22px; }
  .notices { grid-column: 1 / -1; margin-block-end: -14px; }
  .figure { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 8px 18px; align-items: center; }
  .figure > * { grid-column: 1 / -1; }
  .surface { grid-column: 1; grid-row: 1; max-inline-size: none; align-self: center; }
  .layout { grid-column: 3; grid-row: 1; margin: 0; align-self: center; }
  .figure .parameters { order: 0; grid-row: 2; min-block-size: 46px; }
  .side, .deck { display: flex; flex-direction: column; gap: 14px; align-self: stretch; }
  .side { position: relative; }
  .cards { grid-column: 1 / -1; }
  .scenes, .lead, .numbers, .forms, .panel, .deck { order: 0; }
  .notices { order: -1; }
  .deck { position: relative; }
}

@container (min-width: 1110px) {
  .figure .parameters { grid-column: 2; grid-row: 1; }
  .knobs { grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); column-gap: 16px; }
}

/* Without its workbench the figure keeps what a film has, play and a needle, and maybe the dials. */
[data-controls] :is(.surface, .layout, .parameters, .numbers, .forms, .plane, .unfold, .panel, .skip, .scenes, .lead, .about, .code, .others, .transport .gap ~ *), [data-controls="none"] .deck { display: none; }
[data-controls] .root { display: flex; align-items: stretch; }
[data-controls] .cards { margin-top: 18px; }
/* The landscape, the timeline and the dials are seen at once. */
[data-controls="dials"] .plot { --rest: 340px; }
[data-controls] .deck { order: 0; position: static; }
[data-controls] .dials { padding: 0; border: 0; }
@container (min-width: 560px) { [data-controls] .dials { grid-template-columns: 1fr 1fr; column-gap: 36px; } }

@media (prefers-reduced-motion: reduce) { .frame * { transition: none !important; } }
@media print {
  .frame:is(*, [data-theme]) { color-scheme: light; ${palette(0)} container-type: normal; }
  .surface, .layout, .parameters, .transport, .numbers, .forms, .dials, .panel, .skip, .scenes, .lead, .tools, .wheel, .editor, .about, .code:not([open]), .notices { display: none !important; }
  .root { display: block !important; }
  .figure { display: block; inline-size: var(--width, 100%); zoom: var(--zoom, 1); }
  .plot { block-size: var(--height, auto); max-block-size: none; }
  canvas:not(.paper):has(~ .paper) { display: none !important; }
  /* Made smoothly smaller it would not fill its box, in Chromium's PDF. */
  .paper { image-rendering: pixelated; }
  .card.card { display: flex; grid-row: auto; margin-bottom: 8px; }
  /* Firefox breaks a card that lies in a grid. The last one is no wider than the others. */
  .cards { display: flex; flex-wrap: wrap; margin-top: 24px; }
  .cards::after { content: ""; }
  .card, .cards::after { flex: 1 1 var(--column); }
  .landscape { flex-basis: 100%; }
  .card, .plot, .timeline { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/** The whole text of the sheet. */
export const STYLE = FIGURE + CONTROLS + CARDS + MAPS;
