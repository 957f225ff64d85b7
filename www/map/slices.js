// Long work beside the hand: in tasks between frames, each as long as a slice, and none when there is nothing to do.

/** Milliseconds of a slice, and of a single call in it: a frame waits for no more than this, and has room for its own work. */
export const SLICE = 4;
const CALL = 1;

/** Milliseconds of slices between two frames under a hand: some browsers would run them all before the next one. */
const ROOM = 3 * SLICE;

/** What a first call is asked for, before it is known how long it takes; and at most. */
const LEAST = 2000;
const MOST = 4_000_000;

/** Finds out how much of the work at hand fits into a call. */
export class Pace {
  amount = LEAST;

  /**
   * Works for one slice.
   * @param {(amount: number) => boolean} advance does about that much; returns whether anything is left
   * @param {number} [budget] milliseconds
   * @param {() => number} [now]
   * @returns {boolean} whether anything is left
   */
  slice(advance, budget = SLICE, now = () => performance.now()) {
    const end = now() + budget - CALL;
    let time = now();
    for (;;) {
      const more = advance(this.amount);
      const last = time;
      time = now();
      if (!more || time >= end) return more;
      // A clock that stands still tells nothing but that it was quick.
      const factor = Math.min(Math.max(CALL / (time - last), 0.25), 4);
      this.amount = Math.min(Math.max(Math.round(this.amount * factor), LEAST / 10), MOST);
    }
  }
}

/** How far several works are together. @param {number[]} shares what is done of each */
export function percent(shares) {
  return `${Math.floor((100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length)} %`;
}

/** Tasks of the browser, one after the other, with room between them for what is more urgent. */
export class Tasks {
  #channel = new MessageChannel();
  #work;
  #isHeld;
  #wanted = false;
  #asked = false;
  /** When the last frame was waited for. */
  #framed = 0;

  /**
   * @param {() => boolean} work one slice; returns whether there is another
   * @param {AbortSignal} signal
   * @param {() => boolean} [isHeld] whether a hand waits for each frame
   */
  constructor(work, signal, isHeld = () => false) {
    this.#work = work;
    this.#isHeld = isHeld;
    this.#channel.port1.onmessage = () => this.#run();
    signal.addEventListener('abort', () => {
      this.stop();
      this.#channel.port1.close();
    });
  }

  start() {
    this.#wanted = true;
    if (this.#asked) return;
    this.#asked = true;
    const ask = () => this.#channel.port2.postMessage(0);
    if (!this.#isHeld() || performance.now() - this.#framed < ROOM) return ask();
    requestAnimationFrame(() => {
      this.#framed = performance.now();
      ask();
    });
  }

  stop() {
    this.#wanted = false;
  }

  #run() {
    this.#asked = false;
    if (!this.#wanted) return;
    this.#wanted = false;
    if (this.#work()) this.start();
  }
}
