// The needle of the playhead on the timeline. While it plays the compositor moves it: no frame costs a style or a layer.

/** @import { Session } from '../state/session.js' */

/** Pixels that it may be off before it is set anew: a frame that took too long, another speed. */
const SLACK = 1;

export class Needle {
  #element;
  /** Pixels of step 0 and of one step: while it plays wasm is asked for nothing. */
  #origin = 0;
  #unit = 0;
  /** @type {Animation | undefined} */
  #way;
  /** Where it was when it set out. */
  #from = { step: 0, time: 0, speed: 0 };

  /** @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(element, signal) {
    this.#element = element;
    // The document holds what moves, and with it the whole figure.
    signal.addEventListener('abort', () => this.#stop());
  }

  /** @param {number} origin @param {number} unit */
  measure(origin, unit) {
    this.#origin = origin;
    this.#unit = unit;
    this.#stop();
  }

  /** @param {Pick<Session, 'step' | 'steps' | 'speed' | 'playing' | 'visible'>} session */
  place(session) {
    const { step, playing, visible } = session;
    if (playing && visible) this.#follow(session);
    else {
      this.#stop();
      this.#element.style.transform = this.#at(step);
    }
  }

  /** @param {Pick<Session, 'step' | 'steps' | 'speed'>} session */
  #follow({ step, steps, speed }) {
    const time = Number(document.timeline.currentTime);
    const from = this.#from;
    const expected = from.step + ((time - from.time) / 1000) * speed;
    if (this.#way && from.speed === speed && Math.abs(expected - step) * this.#unit < SLACK) return;
    this.#stop();
    this.#from = { step, time, speed };
    const frames = [this.#at(step), this.#at(steps)].map((transform) => ({ transform }));
    this.#way = this.#element.animate(frames, { duration: ((steps - step) / speed) * 1000, fill: 'forwards' });
    this.#way.startTime = time;
  }

  #stop() {
    this.#way?.cancel();
    this.#way = undefined;
  }

  /** @param {number} step */
  #at(step) {
    return `translateX(${this.#origin + step * this.#unit}px)`;
  }
}
