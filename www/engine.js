// Loads the wasm modules, each once per document however many elements ask for it: the one that a page opens with, and
// the whole one, with all rules and the code of the libraries, where somebody asks for more.

import { WHOLE } from './later.js';
import init, { Playground, catalogue, keys, knows } from './wasm/heavy_ball.js';

/** @import { Engine, Problem } from './types.js' */

/** @typedef {{ default: () => Promise<unknown>, Playground: unknown, catalogue: () => unknown, keys: () => unknown, knows: (rules: unknown) => boolean }} Wall */

/** @type {{ opening?: Promise<Engine>, whole?: Promise<Engine> }} */
const loading = {};
/** Why the whole module is not there, once it was asked for in vain. */
let missing = '';

/** @returns {Promise<Engine>} rejects with one sentence that says what a reader can do */
export function loadEngine() {
  return load('opening', () => ({ default: open, Playground, catalogue, keys, knows }));
}

/** The built page compiles the module from its head on, while this script is still on its way: `with_hints` in xtask. */
async function open() {
  const { heavyBallModule } = /** @type {{ heavyBallModule?: Promise<WebAssembly.Module | undefined> }} */ (globalThis);
  return init({ module_or_path: /** @type {WebAssembly.Module} */ (await heavyBallModule) });
}

/** @returns {Promise<Engine>} the same with all rules; rejects with one sentence, too */
export function loadWhole() {
  return load('whole', () => WHOLE.load());
}

/** Whether these rules may be among those that the page has not fetched. @param {Engine} engine @param {unknown} rules */
export function isBeyond(engine, rules) {
  return !engine.whole && rules !== undefined && rules !== null && !engine.knows(rules);
}

/**
 * The opening module alone is asked for a rule that it does not know where the whole one did not load: there may be it.
 * @param {Problem & { beyond?: boolean }} problem
 * @returns {Problem}
 */
export function unloaded({ beyond, ...problem }) {
  return beyond ? { ...problem, message: `${problem.message} ${missing}`.trimEnd() } : problem;
}

/** @param {keyof typeof loading} part @param {() => Wall | Promise<Wall>} fetch */
function load(part, fetch) {
  const start = async () => {
    try {
      const wall = await fetch();
      await wall.default();
      const engine = engineOf(wall, part === 'whole');
      if (engine.whole) tried(engine);
      return engine;
    } catch (cause) {
      // The next element that asks tries again: the network may be back.
      delete loading[part];
      const text = cause instanceof Error ? cause.message : String(cause);
      if (part === 'opening') throw new Error(reason(cause, text), { cause });
      missing = `The module with all rules did not load (${text}).`;
      throw new Error(missing, { cause });
    }
  };
  loading[part] ??= start();
  return loading[part];
}

/**
 * What a loaded module offers; its catalogue is read when it is first asked for, which is after the first picture.
 * @param {Omit<Wall, 'default'>} wall @param {boolean} whole
 */
export function engineOf(wall, whole) {
  /** @type {unknown} */
  let known;
  // The glue's own types know structured values as `any`.
  return /** @type {Engine} */ ({ ...wall, keys: wall.keys(), whole, get catalogue() { return (known ??= wall.catalogue()); } });
}

/** Throws where the files are of two releases, whose names differ, before a figure is taken down for them. @param {Engine} engine */
function tried(engine) {
  const playground = new engine.Playground();
  const isWhole = playground.scene().steps === playground.steps();
  playground.free();
  if (!isWhole) throw new TypeError('its files are of two versions');
}

/** @param {unknown} cause @param {string} text */
function reason(cause, text) {
  if (typeof WebAssembly === 'undefined') {
    return 'Heavy Ball cannot run here: this browser has no WebAssembly, or it is switched off.';
  }
  if (/unsafe-eval|Content Security Policy|disallowed by embedder/i.test(text)) {
    return "Heavy Ball cannot run here: this page's Content Security Policy does not allow WebAssembly; its script-src needs 'wasm-unsafe-eval'.";
  }
  if (cause instanceof WebAssembly.CompileError && !hasSimd()) {
    return 'Heavy Ball cannot run here: this browser is too old for it (WebAssembly SIMD, in every browser since 2023, is missing).';
  }
  // As Chromium, Firefox and Safari have it.
  if (cause instanceof TypeError && /failed to fetch|network|load failed/i.test(text)) {
    return 'Heavy Ball did not load: the network may be away. Reload the page to try again.';
  }
  if (cause instanceof WebAssembly.LinkError || /is not a function|undefined/.test(text)) {
    return 'Heavy Ball cannot run: its files are of two versions. Reload the page to get them anew.';
  }
  return `Heavy Ball cannot run: its WebAssembly file did not load (${text}). Reload the page to try again.`;
}

/** The smallest module with one SIMD instruction. */
function hasSimd() {
  return WebAssembly.validate(
    new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]),
  );
}
