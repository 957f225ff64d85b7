// Every number that the page is held to, beside its aim or its rivals. `cargo xtask bench` builds, serves and runs this.
//
// It measures and judges nothing: it fails only where something could not be measured.

import { availableParallelism, cpus } from 'node:os';

import { launch } from '../browser/browser.js';
import { core } from './core.js';
import { drag } from './drag.js';
import { bytes, contour } from './load.js';
import { map, mapDrag } from './map.js';
import { play } from './play.js';

const browser = await launch();
const cores = availableParallelism();
console.log(`Chromium ${browser.version()} on ${cores} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`);
let failed = 0;
for (const part of [bytes, contour, drag, mapDrag, play, core, map]) {
  try {
    await part(browser);
  } catch (error) {
    failed += 1;
    console.error(`\n${part.name} could not be measured: ${error instanceof Error ? error.message : error}`);
  }
}
await browser.close();
process.exitCode = failed > 0 ? 1 : 0;
