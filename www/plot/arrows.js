// Whose arrows stand on the map: the card under the pointer, the focus or the finger says it.

import { listening, ref, say } from '../dom.js';

/** @import { Session } from '../state/session.js' */

export class Arrows {
  #session;
  #cards;
  #note;
  /** A finger does not hover: a tap stays, and a second one takes it back. */
  #tapped = -1;

  /** @param {Session} session @param {ParentNode} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    this.#session = session;
    this.#cards = ref(root, 'cards', HTMLElement);
    this.#note = ref(root, 'arrows', HTMLElement);
    const on = listening(this.#cards, signal);
    on('pointerover', (event) => event.pointerType === 'mouse' && this.#point(this.#of(event)));
    on('pointerleave', (event) => event.pointerType === 'mouse' && this.#point(this.#tapped));
    on('focusin', (event) => this.#point(this.#of(event)));
    on('focusout', () => this.#point(this.#tapped));
    on('click', (event) => event.pointerType === 'touch' && this.#tap(this.#of(event)));
    session.on('scene', ({ keys }) => keys.has('rules') && this.#forget(), signal);
    session.on(['state', 'cards'], () => this.#show(), signal);
  }

  /** @param {Event} event @returns {number} the run's index; -1 for the landscape's card and what lies between */
  #of({ target }) {
    const card = target instanceof Element ? target.closest('.card:not(.landscape)') : null;
    return card ? [...this.#cards.children].indexOf(card) : -1;
  }

  /** @param {number} index */
  #tap(index) {
    if (index < 0) return;
    this.#tapped = index === this.#tapped ? -1 : index;
    this.#point(this.#tapped);
  }

  /** Other runs have other arrows. */
  #forget() {
    this.#tapped = -1;
    this.#session.forgetArrows();
    this.#show();
  }

  /** @param {number} index */
  #point(index) {
    if (index === this.#session.pointed) return;
    this.#session.point(index);
    this.#show();
  }

  #show() {
    const { arrows, playground } = this.#session;
    [...this.#cards.children].forEach((card, i) => card.toggleAttribute('data-arrows', i === arrows));
    const many = this.#session.manyArrows;
    const label = many ? playground.rules()[arrows]?.label : '';
    say(this.#note, label ? `The arrows on the map are those of ${label}. ${matchMedia('(hover: none)').matches ? 'Tap' : 'Point at'} another card to see its own.` : '');
  }
}
