// The playhead of one element: every way to move it, which is told, and who set it playing.

import { Bulletin } from './bulletin.js';
import { Emitter } from './emitter.js';
import { Playhead } from './playhead.js';

/** @import { Source } from '../types.js' */

export class Playback extends Emitter {
  /** For subclasses alone. @protected */
  playhead = new Playhead();
  /** Who set it playing. @type {Source} */
  #player = 'program';

  /** @param {(callback: () => void) => void} [later] when gathered changes are told; before the next paint by default */
  constructor(later) {
    super();
    /** @protected */
    this.bulletin = new Bulletin(this, later);
  }

  get step() {
    return this.playhead.step;
  }

  get steps() {
    return this.playhead.steps;
  }

  get playing() {
    return this.playhead.playing;
  }

  get speed() {
    return this.playhead.speed;
  }

  /** @param {number} step */
  seek(step) {
    this.playhead.seek(Number(step));
    this.bulletin.note('step');
  }

  /** By hand, so playback ends. @param {number} steps 1 on, -1 back, Infinity to the end */
  stepBy(steps) {
    this.pause();
    this.seek(this.step + steps);
  }

  play() {
    this.#player = this.bulletin.source;
    this.playhead.play();
    this.#stirred();
  }

  pause() {
    if (!this.playing) return;
    this.playhead.pause();
    this.#stirred();
  }

  /** Plays, or pauses what plays. */
  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /**
   * Pauses for a hand on the playhead.
   * @returns {() => void} brings it back to where it is now, and plays on if it plays
   */
  hold() {
    const back = this.playhead.keep();
    this.pause();
    return () => {
      back();
      this.#stirred();
    };
  }

  /** @param {number} seconds since the last frame */
  advance(seconds) {
    let ended = false;
    this.bulletin.program(() =>
      this.bulletin.now(() => {
        ended = this.playhead.advance(seconds);
        this.bulletin.note(ended ? ['step', 'state'] : 'step');
      }),
    );
    // Who was told of the last step may have led it on.
    if (ended && this.playhead.atEnd && !this.playing) this.emit('end', { source: this.#player });
  }

  /** @param {number | null} speed steps per second; null leaves it to the number of steps */
  setSpeed(speed) {
    this.playhead.setSpeed(speed);
    this.bulletin.note('state');
  }

  /** It plays or stands, and elsewhere. */
  #stirred() {
    this.bulletin.note(['step', 'state']);
  }
}
