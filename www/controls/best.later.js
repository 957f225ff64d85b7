// The best α and β of each form on its whole map, found under one budget and one rule, and a race of those pairs.

import { format, parse } from './call.js';
import { CELLS, Desk } from './desk.js';
import { make, mark, paint, passFocus, ref, say, stroke } from '../dom.js';
import { Pace, Tasks, percent } from '../map/slices.js';
import { bringAbove, bringNear } from '../place.js';
import { STYLE } from '../style/best.js';
import { adopt } from '../style/sheets.js';
import { motionIsWelcome, watchVisible } from '../watch.js';

/** @import { Session } from '../state/session.js' */
/** @import { Found } from './desk.js' */

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
  #desk;
  /** @type {Found[]} */
  #found = [];
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
    this.#desk = new Desk(session);
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
    this.#desk.leave();
    return true;
  }

  /** For who sees it and for who listens. @param {string} text */
  #say(text) {
    say(this.#status, text);
    this.#session.say(text);
  }

  // --- the search

  #search() {
    this.#desk.take();
    this.#of = this.#subject();
    this.#pace = new Pace();
    this.#found = [];
    this.#told = undefined;
    passFocus(this.#again, this.#close);
    this.#list.replaceChildren();
    this.#race.hidden = this.#again.hidden = true;
    if (this.#desk.hasGoal) {
      this.#say('Searching …');
      this.#tasks.start();
    } else {
      this.#of = '';
      this.#say('This surface has no minimizer: no run converges, and no pair is best.');
    }
  }

  #work() {
    if (!this.#desk.isTaken || !this.#seen) return false;
    const more = this.#pace.slice((amount) => this.#desk.advance(amount));
    if (more) say(this.#status, `Searching … ${percent(this.#desk.shares)}`);
    else this.#tell();
    return more;
  }

  /** Whether what was found is still true: another start or budget has other pairs. */
  #check() {
    const session = this.#session;
    if (!this.#desk.isTaken || session.inGesture || session.revision === this.#mine || this.#subject() === this.#of) return;
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

  #tell() {
    const { steps, tolerance } = this.#session.scene;
    this.#found = this.#desk.found();
    // Theory says much the same about all of them: once is enough.
    const told = this.#found.filter(({ best }) => best?.beside).toSorted((a, b) => (a.best?.step ?? 0) - (b.best?.step ?? 0))[0];
    this.#list.replaceChildren(...this.#found.map((found) => this.#row(found, found === told)));
    const among = [`${CELLS} values`, `${(CELLS * CELLS).toLocaleString('en')} pairs`];
    const cells = among.filter((_, i) => this.#found.some(({ axes }) => axes.length === i + 1)).join(' or ');
    const rule = `The fewest steps from which a run stays within ${tolerance} of a minimizer, among ${cells || among[1]} each, within ${steps} step${steps === 1 ? '' : 's'}.`;
    const why = 'No race here: the change of α or β on the way acts on the shared numbers alone, and in a race each form has its own.';
    const some = this.#found.some(({ best }) => best);
    const fair = this.#desk.raced(this.#found) !== undefined;
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
      if (this.#told && this.#desk.isTaken) say(this.#told.note, this.#desk.beside(this.#told.rule));
    }, PAUSE);
  }

  /** @param {number} rule @param {[number, number]} numbers */
  #use(rule, numbers) {
    if (!this.#desk.isTaken) return;
    const scene = this.#desk.placed(rule, numbers);
    this.#session.showMap({ index: rule, name: parse(this.#session.scene.rules[rule]).name });
    this.#edit(scene);
  }

  #run() {
    const rules = this.#desk.isTaken && this.#desk.raced(this.#found);
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
