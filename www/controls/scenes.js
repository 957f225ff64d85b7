// Named scenes to begin from: each shows one thing, and says what to look at.

import { isChord, make, mark, ref, say } from '../dom.js';
import { OWN, SCENES } from '../state/scenes.js';
import { bringAmong } from '../place.js';
import { motionIsWelcome } from '../watch.js';

/** @import { Session } from '../state/session.js' */
/** @import { Scene } from '../types.js' */

/** The first picture comes before the question which scene it is. */
const LATER = 80;

export class Scenes {
  #session;
  #sentence;
  #buttons;
  #strip;
  /** Each scene as wasm reads it: undo or a link may lead to one as well. @type {Scene[] | undefined} */
  #scenes;
  #last = -1;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#sentence = ref(root, 'scene-sentence', HTMLElement);
    this.#buttons = SCENES.map(({ title }, i) => {
      const button = make('button', { type: 'button', 'data-text': title }, title);
      button.addEventListener('click', () => this.#choose(i), { signal });
      return button;
    });
    const list = ref(root, 'scenes', HTMLElement);
    this.#strip = list.parentElement;
    list.append(...this.#buttons.map((button) => make('li', { role: 'none' }, button)));
    list.addEventListener('keydown', (event) => this.#walk(event), { signal });
    list.addEventListener('focusin', ({ target }) => this.#stopAt(target), { signal });
    this.#stopAt(this.#buttons[0]);
    const timer = setTimeout(() => this.#show(), LATER);
    signal.addEventListener('abort', () => clearTimeout(timer));
    session.on('scene', () => this.#scenes && this.#show(), signal);
  }

  /** @returns {Scene[]} */
  #known() {
    if (this.#scenes) return this.#scenes;
    const scratch = new this.#session.engine.Playground();
    this.#scenes = SCENES.map(({ scene }) => {
      scratch.set(scene);
      return scratch.scene();
    });
    scratch.free();
    return this.#scenes;
  }

  /** The scenes are one stop for Tab; arrow keys go from one to the next. @param {KeyboardEvent} event */
  #walk(event) {
    const at = this.#buttons.findIndex((button) => button === event.target);
    const last = this.#buttons.length - 1;
    const to = { ArrowLeft: at > 0 ? at - 1 : last, ArrowRight: at < last ? at + 1 : 0, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined || isChord(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#buttons[to].focus({ preventScroll: true });
    this.#bring(to);
  }

  /** @param {number} i the scene that is to be seen */
  #bring(i) {
    if (this.#strip) bringAmong(this.#buttons[i], this.#strip);
  }

  /** @param {EventTarget | null} stop the button that Tab comes to */
  #stopAt(stop) {
    for (const button of this.#buttons) button.tabIndex = button === stop ? 0 : -1;
  }

  /** @param {number} i */
  #choose(i) {
    const session = this.#session;
    session.setScene({ ...this.#known()[i] });
    session.home();
    session.seek(0);
    if (motionIsWelcome()) session.play();
    else session.seek(session.steps);
  }

  #show() {
    const session = this.#session;
    if (session.inGesture || !session.awake) return;
    const scenes = this.#known();
    const now = without([], session.scene);
    const at = scenes.findIndex((scene) => without([], scene) === now);
    this.#buttons.forEach((button, i) => mark(button, 'aria-current', i === at ? 'true' : null));
    if (at >= 0 && at !== this.#last) this.#bring(at);
    if (at >= 0) this.#last = at;
    if (at >= 0 && !this.#buttons.some((button) => button.matches(':focus'))) this.#stopAt(this.#buttons[at]);
    const story = this.#last >= 0 && SCENES[this.#last];
    // What to look at is not said of a run for which it would not be true.
    const same = story && without(story.anyway, scenes[this.#last]) === without(story.anyway, session.scene);
    const runs = () => session.scene.learningRate > 0 && session.playground.rules().every(({ last }) => last === session.steps);
    say(this.#sentence, same && runs() ? story.sentence : OWN);
  }
}

/** A Scene without some of its properties, as a text to compare. @param {string[]} properties @param {Scene} scene */
function without(properties, scene) {
  return JSON.stringify(scene, (property, value) => (properties.includes(property) ? undefined : value));
}
