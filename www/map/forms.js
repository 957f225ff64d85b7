// Which forms have their map shown: all of them beside the panels, else one, which a list chooses.

import { parse } from '../controls/call.js';
import { make, ref } from '../dom.js';

/** @import { Session } from '../state/session.js' */

/** Whose map is shown first: the form that the name of momentum comes from. */
const FIRST = 'heavy-ball';

export class Forms {
  #session;
  #select;
  #listed = '';

  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#select = ref(root, 'map-form', HTMLSelectElement);
    this.#select.addEventListener('change', () => {
      const index = this.#select.selectedIndex;
      session.showMap({ index, name: this.names()[index] });
    }, { signal });
    session.onScene(['rules'], () => this.#list(), signal);
    session.on('state', () => this.#list(), signal);
  }

  /** The places of the forms among the rules. */
  shown() {
    const { layout, scene } = this.#session;
    return layout === 'panels' ? scene.rules.map((_, i) => i) : [this.#one()];
  }

  /** The form that was chosen, if it still runs; else heavy ball, or the first that has a plane. */
  #one() {
    const { mapped } = this.#session;
    const names = this.names();
    if (names[mapped.index] === mapped.name) return mapped.index;
    const axes = names.map((name) => this.#session.ruleCard(name)?.axes.length ?? 0);
    const places = [names.indexOf(mapped.name), names.indexOf(FIRST), axes.indexOf(2), axes.indexOf(1)];
    return places.find((place) => place >= 0) ?? 0;
  }

  names() {
    return this.#session.scene.rules.map((text) => parse(text).name);
  }

  /** The forms' titles; with what a run has of its own only where it runs twice. */
  #labels() {
    const runs = this.#session.playground.rules();
    return runs.map(({ name, label }) => {
      const twice = runs.filter((run) => run.name === name).length > 1;
      return twice ? label : (this.#session.ruleCard(name)?.title ?? label);
    });
  }

  #list() {
    const labels = this.#labels();
    const listed = labels.join('\n');
    if (listed !== this.#listed) this.#select.replaceChildren(...labels.map((label, i) => make('option', { value: i }, label)));
    this.#listed = listed;
    this.#select.selectedIndex = this.#one();
    this.#select.hidden = this.#session.layout === 'panels' || labels.length === 1;
  }
}
