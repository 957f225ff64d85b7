// Reads the element's attributes: the Scene's keys as text for wasm to judge, the view's own judged here.

import { sceneKeys } from '../state/scene-keys.js';

/** @import { Engine, Layout, Problem, Theme, Wishes } from '../types.js' */

const LAYOUTS = ['overlay', 'panels'];
const THEMES = ['auto', 'light', 'dark'];
const FASTEST = 10_000;
/** What is written in another way elsewhere, in JSON or in links, and what is no attribute. */
const PROPERTIES = ['step', 'scene', 'link'].map((name) => [name, `the property ${name}`]);
const ELSEWHERE = [['learningrate', 'learning-rate'], ['v', 'version'], ...PROPERTIES];

/**
 * @param {{ getAttribute(name: string): string | null, baseURI?: string, ownerDocument?: { URL: string } }} element
 * @param {Pick<Engine, 'keys'>} engine
 * @returns {Wishes}
 */
export function readAttributes(element, engine) {
  /** @type {Record<string, string>} */
  const entries = {};
  for (const name of sceneKeys(engine)) {
    const text = element.getAttribute(name);
    if (text !== null) entries[name] = text;
  }
  /** @type {Problem[]} */
  const problems = [];
  /** @param {string} key @param {string[]} legal */
  const oneOf = (key, legal) => {
    const value = element.getAttribute(key) ?? legal[0];
    if (legal.includes(value)) return value;
    problems.push(problem(key, value, legal.join(' or ')));
    return legal[0];
  };
  for (const [name, here] of ELSEWHERE) {
    const text = element.getAttribute(name);
    if (text !== null) problems.push(problem(name, text, `it as ${here}`));
  }
  return {
    entries,
    layout: /** @type {Layout} */ (oneOf('layout', LAYOUTS)),
    theme: /** @type {Theme} */ (oneOf('theme', THEMES)),
    speed: readSpeed(element.getAttribute('speed'), problems),
    controls: readControls(element.getAttribute('controls'), problems),
    address: readAddress(element.getAttribute('address'), element, problems),
    autoplay: element.getAttribute('autoplay') !== null,
    problems,
  };
}

/**
 * All unless the author says which: `controls` alone, as on <video>, shows them too, however a framework writes it.
 * @param {string | null} text @param {Problem[]} problems
 */
function readControls(text, problems) {
  if (text === 'dials' || text === 'none') return text;
  if (!['', 'controls', 'true'].includes(text ?? '')) problems.push(problem('controls', text, 'dials or none, or no value'));
  return null;
}

/** @param {unknown} speed */
export function isSpeed(speed) {
  return typeof speed === 'number' && speed > 0 && speed <= FASTEST;
}

/** @param {string | null} text @param {Problem[]} problems */
function readSpeed(text, problems) {
  if (text === null) return null;
  const speed = text.trim() === '' ? NaN : Number(text);
  if (isSpeed(speed)) return speed;
  problems.push(problem('speed', text, `a number of steps per second above 0 and up to ${FASTEST}`));
  return null;
}

/**
 * Of the page whose hash is the figure's link; '' is the page it stands in.
 * @param {string | null} text @param {{ baseURI?: string, ownerDocument?: { URL: string } }} element @param {Problem[]} problems
 */
function readAddress(text, { baseURI, ownerDocument }, problems) {
  if (text === null) return null;
  const page = ownerDocument?.URL;
  // A <base> leaves the page where it is. One that is written into a frame has no address.
  const base = text || page?.startsWith('about:') ? baseURI : page;
  try {
    return new URL(text, base).href.split('#')[0];
  } catch {
    problems.push(problem('address', text, 'the address of a page that reads links'));
    return null;
  }
}

/** @param {string} key @param {string | null} value @param {string} legal */
function problem(key, value, legal) {
  const shown = JSON.stringify(value);
  return { key, value: shown, message: `${key}: expected ${legal}, got ${shown}` };
}
