// The maps of α and β: a field, a gutter, and a handle in the form's colour.

/** The part of the sheet that dresses the maps. */
export const MAPS = /* css */ `
.plane > header { display: flex; align-items: baseline; gap: 12px; min-block-size: 28px; }
.plane h3 { font-weight: 600; margin-inline-end: auto; }
.plane output { font: 12px/1.4 var(--mono); color: var(--muted); }
.map { position: relative; inline-size: 100%; block-size: 282px; touch-action: pan-y; cursor: crosshair; user-select: none; -webkit-user-select: none; }
.map canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; pointer-events: none; }
.handle, .map input[type="range"] { position: absolute; inset: -22px auto auto -22px; inline-size: 44px; block-size: 44px; border-radius: 50%; }
.handle { touch-action: none; cursor: grab; }
.handle::after {
  content: ""; position: absolute; inset: 14px; border-radius: 50%; background: var(--color);
  box-shadow: 0 0 0 2px var(--paper), 0 0 0 3px color-mix(in srgb, var(--ink) 60%, transparent);
}
.handle[data-off]::after { border-radius: 0; clip-path: polygon(0 0, 100% 50%, 0 100%); rotate: var(--turn); }
.map input[type="range"] { opacity: 0; pointer-events: none; }
.map:has(:focus-visible) .handle { outline: 2px solid var(--ink); outline-offset: -8px; }
.one .title { display: none; align-items: center; gap: 8px; }
.maps[data-many] .title { display: flex; }
@container (max-width: 919.98px) { .plane { display: none; } }
[data-controls="none"] .plane { display: none; }
`;
