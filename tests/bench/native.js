// The same maps natively, by a program that is asked for one after the other: `crate/core/benches/map.rs`.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @import { Work } from './map-contest.js' */

export class Native {
  #child = spawn(process.env.CARGO ?? 'cargo', ['bench', '--quiet', '--package', 'heavy-ball', '--bench', 'map'], { stdio: ['pipe', 'pipe', 'inherit'] });
  #lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();

  async #line() {
    const { done, value } = await this.#lines.next();
    if (done) throw new Error('the native bench has ended');
    return JSON.parse(value);
  }

  /** A map for every rule on every surface; to be asked for first. @returns {Promise<{ link: string, cells: number }[]>} */
  pairs() {
    return this.#line();
  }

  /** The fastest round. @param {Work} work @returns {Promise<{ ms: number, steps: number }>} */
  time({ link, cells, rounds }) {
    this.#child.stdin.write(`${cells} ${rounds} ${link}\n`);
    return this.#line();
  }

  end() {
    this.#child.stdin.end();
  }
}
