// The surface's card: its formula, what it teaches, where its minimizers lie and how they curve, where it comes from.

import { make, math, number, paint, say, stroke } from '../dom.js';
import { LANDSCAPE_WORDS } from './later.js';

/** @import { Session } from '../state/session.js' */
/** @import { Catalogue, SurfaceCard, SurfaceFacts, SurfaceWords } from '../types.js' */

/** What stands there until there is something to read. @type {SurfaceWords} */
const NOTHING = { formula: '', lesson: '', source: '' };

/** @type {SurfaceWords} */
const MISSING = { ...NOTHING, lesson: 'Its formula did not load: the network may be away. Choose another landscape and this one again to try once more.' };

export class Landscape {
  #session;
  #title = make('h4', { id: 'landscape' });
  #formula = make('div', { class: 'formula' });
  #lesson = make('p', { class: 'verdict' });
  #facts = make('dl', { class: 'measures' });
  #source = make('p', { class: 'note' });
  /** @type {SurfaceCard | undefined} */
  #card;
  #shown = '';
  /** @type {Catalogue | undefined} */
  #catalogue;

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
    const rule = stroke('rule');
    paint(rule, 'currentColor', []);
    const header = make('header', {}, this.#title, make('span', { class: 'used' }, 'the landscape'));
    const body = make('div', { class: 'body' }, this.#formula, this.#lesson, this.#facts, this.#source);
    this.element = make('article', { class: 'card landscape', part: 'card', 'aria-labelledby': 'landscape' }, header, body);
    this.element.prepend(rule);
  }

  show() {
    const { scene, playground, catalogue } = this.#session;
    // Its text has every parameter: nothing else is asked as long as it stays, and what there is to read of it.
    if (scene.surface === this.#shown && catalogue === this.#catalogue) return;
    this.#shown = scene.surface;
    this.#catalogue = catalogue;
    const surface = playground.surface();
    this.#facts.replaceChildren(...facts(surface).flatMap(([word, text]) => [make('dt', {}, word), make('dd', {}, text)]));
    const card = this.#session.surfaceCard(surface.name);
    if (!card || card === this.#card) return;
    const { name } = card;
    this.#card = card;
    say(this.#title, card.title);
    const words = card.lesson ? card : LANDSCAPE_WORDS.now?.SURFACES[name];
    this.#read(words ?? NOTHING);
    if (words) return;
    /** @param {SurfaceWords} read */
    const late = (read) => this.#card === card && this.#read(read);
    LANDSCAPE_WORDS.load().then(({ SURFACES }) => late(SURFACES[name]), () => late(MISSING));
  }

  /** @param {SurfaceWords} words */
  #read({ formula, lesson, source }) {
    this.#formula.replaceChildren(math(formula));
    say(this.#lesson, lesson);
    say(this.#source, source);
  }
}

/** @param {SurfaceFacts} surface @returns {[string, string][]} */
function facts({ domain: [x0, x1, y0, y1], minimizers, minimum, conditionNumber }) {
  const domain = /** @type {[string, string]} */ (['domain', `x from ${number(x0)} to ${number(x1)}, y from ${number(y0)} to ${number(y1)}`]);
  if (minimizers.length === 0) return [domain, ['minimizer', 'none']];
  const points = minimizers.map(([x, y]) => `(${number(x)},\u00a0${number(y)})`).join(' ');
  const value = minimum === null ? '' : `, where f = ${number(minimum)}`;
  const many = minimizers.length > 1;
  return [
    domain,
    [many ? 'minimizers' : 'minimizer', `${points}${value}`],
    [many ? 'κ at the first' : 'κ there', conditionNumber === null ? 'none: it is flat or pointed there' : number(conditionNumber)],
  ];
}
