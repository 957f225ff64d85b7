// The best α and β of each form on its whole map, found under one budget and one rule, and a race of those pairs.

import { format, parse } from './call.js';
import { make, mark, paint, passFocus, ref, say, stroke } from '../dom.js';
import { Pace, Tasks, percent } from '../map/slices.js';
import { bringAbove, bringNear } from '../place.js';
import { STYLE } from '../style/best.js';
import { adopt } from '../style/sheets.js';
import { motionIsWelcome, watchVisible } from '../watch.js';

/** @import { Session } from '../state/session.js' */
/** @import { Playground } from '../types.js' */

/** @typedef {{ rule: number, label: string, axes: string[], best: { numbers: [number, number], step: number, beside: string } | null }} Found */

/** Cells to a side, whatever size the maps are shown at. */
const CELLS = 256;

/** Milliseconds that a playhead rests before what is said of it is said anew. */
const PAUSE = 150;

export class Best {
  #session;
  #signal;
  #panel;
  #opener;
  #plot;
  #deck;
  #status = make('p', { class: 'note' });
  #list = make('ul');
  #race = make('button', { type: 'button' }, 'let them race');
  #again = make('button', { type: 'button' }, 'search again');
  #close = make('button', { type: 'button' }, 'close');
  #tasks;
  #pace = new Pace();
  /** Its maps are found there, whatever is shown meanwhile. @type {Playground | undefined} */
  #desk;
  /** @type {Found[]} */
  #found = [];
  #from = -1;
  #seen = false;
  /** The form beside whose pair theory speaks of the playhead, and where. @type {{ rule: number, note: HTMLElement } | undefined} */
  #told;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** What it is true of; empty when it no longer is. */
  #of = '';
  /** The change that was made from here. */
  #mine = -1;

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    adopt(root, STYLE);
    this.#session = session;
    this.#signal = signal;
    this.#panel = ref(root, 'best', HTMLElement);
    this.#opener = ref(root, 'map-best', HTMLElement);
    this.#plot = ref(root, 'plot', HTMLElement);
    this.#deck = ref(root, 'deck', HTMLElement);
    this.#panel.replaceChildren(this.#list, this.#status, make('div', { class: 'row' }, this.#race, this.#again, this.#close));
    this.#tasks = new Tasks(() => this.#work(), signal, () => session.inGesture);
    /** @param {HTMLElement} button @param {() => void} action */
    const press = (button, action) => button.addEventListener('click', action, { signal });
    press(this.#race, () => this.#run());
    press(this.#again, () => this.#search());
    const leave = () => {
      this.close();
      this.#opener.focus();
    };
    press(this.#close, leave);
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      leave();
    }, { signal });
    session.on('scene', () => this.#check(), signal);
    session.on(['scene', 'step'], () => this.#tellLater(), signal);
    // Out of sight it waits.
    watchVisible([this.#panel], (seen) => {
      this.#seen = seen;
      if (seen && this.#of && this.#found.length === 0) this.#tasks.start();
    }, signal);
    signal.addEventListener('abort', () => this.close());
  }

  open() {
    this.#panel.hidden = false;
    mark(this.#opener, 'aria-expanded', 'true');
    this.#search();
    // It searches in sight alone.
    bringNear(this.#panel);
  }

  /** @returns {boolean} whether it was open */
  close() {
    if (this.#panel.hidden) return false;
    this.#panel.hidden = true;
    mark(this.#opener, 'aria-expanded', 'false');
    this.#tasks.stop();
    this.#told = undefined;
    this.#desk?.free();
    this.#desk = undefined;
    return true;
  }

  /** For who sees it and for who listens. @param {string} text */
  #say(text) {
    say(this.#status, text);
    this.#session.say(text);
  }

  // --- the search

  #search() {
    const { engine, scene, actsFrom } = this.#session;
    // A desk of the opening module does not know all rules.
    if (this.#desk?.constructor !== engine.Playground) {
      this.#desk?.free();
      this.#desk = new engine.Playground();
    }
    this.#desk.set(scene);
    this.#from = actsFrom > 0 ? actsFrom : -1;
    this.#of = this.#subject();
    this.#pace = new Pace();
    this.#begin();
    this.#found = [];
    this.#told = undefined;
    passFocus(this.#again, this.#close);
    this.#list.replaceChildren();
    this.#race.hidden = this.#again.hidden = true;
    if (this.#desk.surface().minimizers.length === 0) {
      this.#of = '';
      this.#say('This surface has no minimizer: no run converges, and no pair is best.');
    } else {
      this.#say('Searching …');
      this.#tasks.start();
    }
  }

  #begin() {
    const rules = Uint32Array.from(this.#session.scene.rules.keys());
    this.#desk?.beginMaps(rules, CELLS, CELLS, CELLS, this.#from);
  }

  #work() {
    const desk = this.#desk;
    if (!desk || !this.#seen) return false;
    const more = this.#pace.slice((amount) => desk.advanceMaps(amount));
    if (more) {
      const shares = this.#session.scene.rules.map((_, i) => desk.mapProgress(i)).filter((share) => share >= 0);
      say(this.#status, `Searching … ${percent(shares)}`);
    } else {
      this.#tell(desk);
    }
    return more;
  }

  /** Whether what was found is still true: another start or budget has other pairs. */
  #check() {
    const session = this.#session;
    if (!this.#desk || session.inGesture || session.revision === this.#mine || this.#subject() === this.#of) return;
    this.#of = '';
    this.#tasks.stop();
    this.#told = undefined;
    this.#again.hidden = false;
    for (const each of [this.#list, this.#race]) passFocus(each, this.#again);
    this.#list.replaceChildren();
    this.#race.hidden = true;
    this.#say('The scene is another one now, and so are its best pairs.');
  }

  /** What the pairs depend on: all of the Scene but the pairs in force. */
  #subject() {
    const { scene } = this.#session;
    const rules = scene.rules.map((text) => {
      const { name, keys } = parse(text);
      for (const key of this.#session.ruleCard(name)?.axes ?? []) delete keys[key];
      return format({ name, keys });
    });
    return JSON.stringify({ ...scene, rules, learningRate: 0, momentum: 0 });
  }

  // --- what was found

  /** @param {Playground} desk */
  #tell(desk) {
    const { steps, tolerance } = this.#session.scene;
    const runs = desk.rules();
    this.#found = runs.map(({ label }, i) => {
      const { axes } = desk.mapFrame(i);
      return { rule: i, label, axes: axes.map(({ symbol }) => symbol), best: axes.length > 0 ? desk.mapBest(i, this.#session.step) : null };
    });
    // Theory says much the same about all of them: once is enough.
    const told = this.#found.filter(({ best }) => best?.beside).toSorted((a, b) => (a.best?.step ?? 0) - (b.best?.step ?? 0))[0];
    this.#list.replaceChildren(...this.#found.map((found) => this.#row(found, found === told)));
    const among = [`${CELLS} values`, `${(CELLS * CELLS).toLocaleString('en')} pairs`];
    const cells = among.filter((_, i) => this.#found.some(({ axes }) => axes.length === i + 1)).join(' or ');
    const rule = `The fewest steps from which a run stays within ${tolerance} of a minimizer, among ${cells || among[1]} each, within ${steps} step${steps === 1 ? '' : 's'}.`;
    const why = 'No race here: the change of α or β on the way acts on the shared numbers alone, and in a race each form has its own.';
    const some = this.#found.some(({ best }) => best);
    const fair = this.#raced(desk) !== undefined;
    say(this.#status, fair || !some ? rule : `${rule} ${why}`);
    this.#session.say(this.#found.map(sentence).join('. '));
    this.#race.hidden = !fair;
    this.#again.hidden = true;
    bringNear(this.#panel);
  }

  /** @param {Found} found @param {boolean} told whether what theory says stands beside it */
  #row(found, told) {
    const { rule, label, best } = found;
    const run = this.#session.playground.rules()[rule];
    const swatch = stroke('swatch');
    paint(swatch, run.color, run.dash);
    const row = make('li', {}, swatch, make('b', {}, label));
    if (!best) {
      row.append(make('span', { class: 'note' }, none(found)));
      return row;
    }
    const use = make('button', { type: 'button', 'aria-label': `Use the best pair of ${label}` }, 'use');
    use.addEventListener('click', () => this.#use(rule, best.numbers), { signal: this.#signal });
    row.append(make('span', {}, since(best.step)), use, make('span', { class: 'pair' }, numbers(found).join('  ')));
    if (told) {
      this.#told = { rule, note: make('span', { class: 'note' }, best.beside) };
      row.append(this.#told.note);
    }
    return row;
  }

  /** Says once more what theory says, which is about the playhead, when that rests. */
  #tellLater() {
    clearTimeout(this.#timer);
    if (!this.#told) return;
    this.#timer = setTimeout(() => {
      if (!this.#told || !this.#desk) return;
      this.#desk.set(this.#session.scene);
      this.#begin();
      say(this.#told.note, this.#desk.mapBest(this.#told.rule, this.#session.step)?.beside ?? '');
    }, PAUSE);
  }

  /** @param {number} rule @param {[number, number]} numbers */
  #use(rule, numbers) {
    if (!this.#desk) return;
    this.#desk.set(this.#session.scene);
    this.#begin();
    this.#desk.placeOnMap(rule, ...numbers, -1);
    this.#session.showMap({ index: rule, name: parse(this.#session.scene.rules[rule]).name });
    this.#edit({ ...this.#desk.scene() });
  }

  #run() {
    const rules = this.#desk && this.#raced(this.#desk);
    if (!rules) return;
    this.#edit({ rules });
    // The pairs run now, each named by its path; what was said of them is over.
    this.close();
    this.#opener.focus({ preventScroll: true });
    bringAbove(this.#plot, this.#deck);
    if (!motionIsWelcome()) return this.#session.seek(this.#session.steps);
    this.#session.seek(0);
    this.#session.play();
  }

  /** @param {Record<string, unknown>} entries */
  #edit(entries) {
    this.#session.edit(entries, { push: true });
    this.#mine = this.#session.revision;
  }

  /**
   * The rules with their pairs in their own brackets; none where the runs would be others then: a schedule's α does not
   * reach into brackets.
   * @param {Playground} desk
   */
  #raced(desk) {
    const { scene } = this.#session;
    if (this.#from > 0 || this.#found.every(({ best }) => best === null)) return undefined;
    const rules = this.#found.map(({ rule, best }) => {
      if (!best) return scene.rules[rule];
      desk.set(scene);
      this.#begin();
      desk.placeOnMap(rule, ...best.numbers, -1);
      // `match` translates what is shared, and what stands in brackets not: what is in force there, after all.
      const { hyperparameters } = desk.trajectory(rule);
      const { name, keys } = parse(scene.rules[rule]);
      const card = this.#session.ruleCard(name);
      const own = (card?.axes ?? []).map((key) => [key, String(hyperparameters[key][0])]);
      return format({ name, keys: { ...keys, ...Object.fromEntries(own) } });
    });
    desk.set({ ...scene, rules });
    const runs = desk.rules();
    const same = this.#found.every(({ rule, best }) => best === null || runs[rule].converged === best.step);
    desk.set(scene);
    this.#begin();
    return same ? rules : undefined;
  }
}

/** A form's best pair, each number with its symbol. @param {Found} found */
const numbers = ({ axes, best }) => axes.map((symbol, i) => `${symbol}\u00a0${best?.numbers[i]}`);

/** @param {number} step */
const since = (step) => `stays from step ${step}`;

/** Why there is no pair. @param {Found} found */
const none = ({ axes }) => (axes.length > 0 ? 'none stays there within these steps' : 'has no pair to choose');

/** The same for those who listen. @param {Found} found */
function sentence(found) {
  const { label, best } = found;
  return `${label}: ${best ? [...numbers(found), since(best.step)].join(', ') : none(found)}`;
}
