// The only frame loop there is. It runs while the figure plays and can be seen, and stops by itself.

/** @import { Session } from './session.js' */

export class Player {
  #session;
  #frame = 0;
  #last = NaN;

  /** @param {Session} session @param {ShadowRoot} _root @param {AbortSignal} signal */
  constructor(session, _root, signal) {
    this.#session = session;
    session.on('state', () => this.#update(), signal);
    signal.addEventListener('abort', () => this.#stop());
  }

  #update() {
    const wanted = this.#session.playing && this.#session.visible;
    if (!wanted) this.#stop();
    else if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#next);
  }

  #stop() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#last = NaN;
  }

  /** @param {number} now */
  #next = (now) => {
    const last = this.#last;
    // Before the end, or whoever is told of a step, may stop it.
    this.#last = now;
    this.#frame = requestAnimationFrame(this.#next);
    if (now > last) this.#session.advance((now - last) / 1000);
  };
}
