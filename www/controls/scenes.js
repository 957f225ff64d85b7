// Named scenes to begin from: each shows one thing, and says what to look at.

import { make, mark, ref, say } from '../dom.js';
import { SCENES } from '../scenes.js';

/** @import { Session } from '../session.js' */

export class Scenes {
  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    const sentence = ref(root, 'scene-sentence', HTMLElement);
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    /** What each scene is once wasm has read it: the state may come back to it by undo or by a link. @type {string[]} */
    const read = SCENES.map(({ scene }) => {
      const scratch = new session.engine.Playground();
      scratch.set(scene, true);
      const text = JSON.stringify(scratch.scene());
      scratch.free();
      return text;
    });
    const buttons = SCENES.map(({ title, scene }) => {
      const button = make('button', { type: 'button' }, title);
      const choose = () => {
        session.edit({ ...session.scene, ...JSON.parse(read[SCENES.findIndex((each) => each.scene === scene)]) }, { push: true });
        session.home();
        session.seek(0);
        if (still.matches) session.seek(session.steps);
        else session.play();
      };
      button.addEventListener('click', choose, { signal });
      return button;
    });
    ref(root, 'scenes', HTMLElement).append(...buttons.map((button) => make('li', {}, button)));
    const stories = read.map((text) => story(JSON.parse(text)));
    let last = -1;
    const show = () => {
      if (session.inGesture) return;
      const at = read.indexOf(JSON.stringify(session.scene));
      buttons.forEach((button, i) => mark(button, 'aria-current', i === at ? 'true' : null));
      // What to look at stays true for another α; on another landscape it would mislead.
      if (at >= 0) last = at;
      say(sentence, last >= 0 && stories[last] === story(session.scene) ? SCENES[last].sentence : '');
    };
    session.addEventListener('scene', show, { signal });
  }
}

/** What a scene's sentence speaks of. @param {import('../types.js').Scene} scene */
const story = ({ surface, rules, match, schedule }) => [surface, rules, match, schedule].join('|');
