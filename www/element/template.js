// What stands in the shadow root, before anyone fills it.

import { make, trusted } from '../dom.js';

/** @param {string} path @param {string} [name] */
const icon = (path, name = '') => `<svg class="icon ${name}" viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"/></svg>`;

/**
 * A slider with its number box.
 * @param {string} name @param {string} symbol @param {string} label
 * @param {string} [keys] that a phone shows: its decimal ones have no minus on some
 */
const dial = (name, symbol, label, keys = 'text') => `
  <div class="dial">
    <span class="symbol" aria-hidden="true">${symbol}</span>
    <label class="name" for="${name}">${label}</label>
    <span class="from" data-ref="${name}-from" id="${name}-from"></span>
    <div class="hold"><input class="box" data-ref="${name}-box" type="text" inputmode="${keys}" enterkeyhint="done" autocomplete="off"
      spellcheck="false" aria-label="${label} ${symbol}, number" aria-describedby="${name}-from"></div>
    <div class="track">
      <input id="${name}" data-ref="${name}" type="range" min="0" max="1000" step="1" aria-describedby="${name}-from">
      <div class="ticks" data-ref="${name}-ticks" aria-hidden="true"></div>
    </div>
    <p class="problem" data-ref="${name}-problem" role="alert"></p>
  </div>`;

/** @param {string} name @param {string} symbol @param {string} label @param {string} [keys] */
const box = (name, symbol, label, keys = 'text') => `
  <label class="pair"><span>${symbol}</span><input class="box" data-ref="${name}" type="text" inputmode="${keys}" enterkeyhint="done"
    autocomplete="off" spellcheck="false" aria-label="${label}"></label>`;

/** @param {string} group @param {string} value @param {string} label */
const choice = (group, value, label) => `
  <label><input type="radio" name="${group}" value="${value}"><span data-text="${label}">${label}</span></label>`;

/** Inert until its parts are there: what a hand did before would be lost. */
const MARKUP = `<div class="frame" data-ref="root" lang="en" dir="ltr" inert aria-busy="true"><div class="root">
  <div data-ref="notices" class="notices" aria-live="polite"></div>
  <button class="skip" data-ref="skip" part="controls" type="button">to α and β</button>
  <div class="scenes" part="controls"><ul data-ref="scenes" role="toolbar" aria-label="Scenes to begin from"></ul></div>
  <p class="lead" data-ref="scene-sentence" part="controls"></p>

  <div class="figure">
  <select class="surface" data-ref="surface" part="controls" aria-label="Surface"></select>
  <div class="parameters" part="controls">
    <div class="knobs" data-ref="parameters"></div>
    <p class="problem" data-ref="surface-problem" role="alert"></p>
  </div>
  <div class="segments layout" data-ref="layout" part="controls" role="radiogroup" aria-label="Layout">
    ${choice('layout', 'overlay', 'together')}${choice('layout', 'panels', 'panels')}
  </div>

  <div class="plot" data-ref="plot" part="plot" tabindex="0" role="application"
    aria-label="Landscape with the paths of the forms" aria-describedby="plot-keys">
    <p id="plot-keys" hidden>Left and right: one step. Home, End: first, last. Space: play. Plus, minus: zoom. 0: whole surface. Shift and arrows: pan.</p>
    <canvas data-ref="landscape" aria-hidden="true"></canvas><canvas data-ref="ghost" aria-hidden="true"></canvas>
    <canvas data-ref="paths" aria-hidden="true"></canvas><canvas data-ref="playhead" aria-hidden="true"></canvas>
    <button class="start" data-ref="start" type="button" aria-label="Start of all paths"></button>
    <output class="readout" data-ref="readout" aria-live="off"></output>
    <div class="tools" data-ref="tools" role="group" aria-label="Zoom">
      <button data-ref="home" type="button" aria-label="Whole surface" title="Whole surface" hidden>${icon('M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10')}</button>
      <button data-ref="farther" type="button" aria-label="Zoom out" title="Zoom out">${icon('M3 8h10')}</button>
      <button data-ref="nearer" type="button" aria-label="Zoom in" title="Zoom in">${icon('M8 3v10M3 8h10')}</button>
    </div>
    <p class="wheel" data-ref="wheel" aria-hidden="true"></p>
    <p class="fault" data-ref="fault" hidden></p>
  </div>

  <div class="timeline">
    <div class="chart" data-ref="chart" part="chart"><canvas data-ref="axes" aria-hidden="true"></canvas><canvas data-ref="loss" role="img"></canvas></div>
    <div class="markers" data-ref="markers" role="group" aria-label="Changes on the way"></div>
    <div class="needle" data-ref="needle" role="slider" tabindex="0" aria-label="Step" aria-valuemin="0"></div>
    <form class="editor" data-ref="editor" hidden novalidate>
      <label class="pair">From step <input class="box" data-ref="editor-step" type="text" inputmode="numeric" enterkeyhint="next"
        autocomplete="off" spellcheck="false" aria-label="From step"> on:</label>
      <input class="box" data-ref="editor-text" type="text" enterkeyhint="done" autocomplete="off" autocapitalize="off" spellcheck="false">
      <p class="note">for example <code>α=0.01</code> or <code>α=x0.1</code>, <code>β=0.5</code>, <code>gradient=0</code></p>
      <div class="row" data-ref="editor-presets"></div>
      <p class="problem" data-ref="editor-problem" role="alert"></p>
      <div class="row"><button type="submit">set</button>
        <button type="button" data-ref="editor-remove">remove</button>
        <button type="button" data-ref="editor-close">close</button></div>
    </form>
  </div>
  <div class="others row" data-ref="others" part="controls" hidden></div>

  <div class="transport" part="controls">
    <button class="play" data-ref="play" type="button" aria-label="Play">
      ${icon('M4 2.5v11l9.5-5.5z')}${icon('M4 2.5h3v11H4zM9 2.5h3v11H9z')}</button>
    <button data-ref="back" type="button" aria-label="One step back">${icon('M10.5 3 5.5 8l5 5')}</button>
    <button data-ref="on" type="button" aria-label="One step on">${icon('M5.5 3l5 5-5 5')}</button>
    <output class="count" data-ref="count" aria-label="Step" aria-live="off"></output>
    <select data-ref="speed" aria-label="Speed, steps per second"></select>
    <span class="gap"></span>
    <button class="switch" data-ref="from-here" type="button" role="switch" aria-checked="false">from here on</button>
    <button class="word glyph" data-ref="mark" type="button" aria-label="Add a change at this step">${icon('M8 3v10M3 8h10')}<span>add a change</span></button>
    <span class="group">
    <button class="word glyph" data-ref="undo" type="button">${icon('M3 7h6.5a3.5 3.5 0 0 1 0 7H7M6 3.5 2.5 7 6 10.5')}<span>undo</span></button>
    <button class="word glyph" data-ref="redo" type="button">${icon('M13 7H6.5a3.5 3.5 0 0 0 0 7H9M10 3.5 13.5 7 10 10.5')}<span>redo</span></button>
    <button class="word glyph" data-ref="reset" type="button">${icon('M12.9 5.2A5.5 5.5 0 1 0 13.5 8M13.5 2.5v3h-3')}<span>reset</span></button>
    <button class="word glyph" data-ref="copy" type="button" hidden>${icon('M6.5 9.5l3-3M7 4.5 8.7 2.8a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.7 1.7a3.2 3.2 0 0 1-4.5-4.5L4.5 7')}${icon('M3 8.5l3.5 3.5L13 4.5', 'tick')}<span>copy link</span></button>
    </span>
    <p class="hint" data-ref="transport-hint" role="status"></p>
    <label class="link" data-ref="link" hidden>Copy this link
      <input class="box" data-ref="link-text" type="text" readonly></label>
  </div>
  <div class="line numbers" part="controls">
    ${box('start-x', 'start x', 'Start, x')}${box('start-y', 'y', 'Start, y')}${box('steps', 'steps', 'Steps', 'numeric')}
    ${box('tolerance', 'tolerance', 'Tolerance', 'decimal')}
    <span class="note">a run has converged once it stays this near to a minimizer</span>
    <p class="problem" data-ref="start-problem" role="alert"></p>
    <p class="problem" data-ref="tolerance-problem" role="alert"></p>
  </div>
  <div class="forms" role="group" aria-labelledby="forms-name">
    <h3 id="forms-name">Forms</h3>
    <div class="chips" data-ref="rules"><button class="more-rules" data-ref="more-rules" type="button"
      aria-expanded="false" aria-haspopup="dialog">${icon('M8 3.5v9M3.5 8h9')}more optimizers</button></div>
    <p class="problem" data-ref="rules-problem" role="status"></p>
  </div>
  </div>

  <div class="side">
  <div class="deck" data-ref="deck">
  <div class="dials" part="controls" role="group" aria-label="Learning rate and momentum">
    ${dial('learning-rate', 'α', 'learning rate', 'decimal')}
    ${dial('momentum', 'β', 'momentum')}
    <button class="unfold" data-ref="map-open" type="button" aria-expanded="false" aria-controls="plane" aria-label="Map of every α and β"
      title="Map of every α and β">${icon('M3 2v11h11M9 7.5a1 1 0 1 0 .01 0')}map</button>
  </div>
  <section class="plane" data-ref="plane" id="plane" part="map" aria-labelledby="map-name">
    <header><h3 id="map-name" data-ref="map-name">every α and β, run from this start</h3>
      <select data-ref="map-form" aria-label="The form whose map is shown"></select></header>
    <div class="field"><div class="maps" data-ref="maps"></div><output class="progress" data-ref="map-progress" aria-live="off"></output></div>
    <div class="words">
      <p class="legend" data-ref="map-legend"><span><span class="endless">leaves</span><span class="settles">settles</span> at step 0<i class="ramp"></i><span data-ref="map-steps"></span></span> <span><i class="slow"></i> not yet</span> <span class="settles"><i class="away"></i> ends farther off</span> <span><i class="gone"></i> overflows</span></p>
      <p class="curvature" data-ref="map-curvature"></p>
      <p class="says" data-ref="map-says" id="map-says"></p>
      <p id="map-keys" hidden>Left and right change the learning rate, up and down the other number, Shift: finer.</p>
      <div class="row" part="controls"><button data-ref="map-theory" type="button" hidden></button>
        <button data-ref="map-best" type="button">best of each form</button></div>
    </div>
    <div class="best" data-ref="best" part="controls" role="group" aria-label="The best α and β of each form" hidden></div>
  </section>
  </div>

  <div class="desk">
  <div class="panel" part="controls">
    <div class="line">
      <span class="name" id="match-name">α means</span>
      <div class="segments" data-ref="match" role="radiogroup" aria-labelledby="match-name">
        ${choice('match', 'raw', 'the same number')}${choice('match', 'matched', 'the same step')}
      </div>
    </div>
  </div>

  <div class="picker" data-ref="picker" part="controls" role="dialog" aria-labelledby="picker-name" tabindex="-1" hidden></div>
  </div>
  </div>

  <p class="arrows note" data-ref="arrows"></p>
  <div class="cards" data-ref="cards"></div>
  <details class="code" data-ref="code" part="controls">
    <summary data-ref="code-summary">The same paths in PyTorch, Keras, optax</summary>
    <div class="code-body" data-ref="code-body"><p class="note" data-ref="code-note" role="status"></p></div>
  </details>
  <p class="unseen" data-ref="status" aria-live="polite"></p>
</div></div>`;

/** Where not even the template may be parsed. */
export const REFUSED = "Heavy Ball cannot run here: this page's Content Security Policy needs heavy-ball in its trusted-types.";

/** @type {HTMLTemplateElement | undefined} */
let template;

/**
 * The content of a shadow root, parsed once for a document.
 * @returns {DocumentFragment}
 */
export function content() {
  if (!template) {
    template = document.createElement('template');
    template.innerHTML = trusted(MARKUP);
  }
  return document.importNode(template.content, true);
}

/** The content of one that cannot run: a plot with room for a sentence. Controls that do nothing would mislead. */
export function bare() {
  const fault = make('p', { class: 'fault', 'data-ref': 'fault' });
  return make('div', { class: 'frame', 'data-ref': 'root', lang: 'en', dir: 'ltr' }, make('div', { class: 'plot' }, fault));
}
