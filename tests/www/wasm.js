// The whole wasm module in Node, where it has no canvas but the same numbers.

import { readFileSync } from 'node:fs';

import { Playground, catalogue, initSync, keys, knows } from '../../www/wasm/heavy_ball_whole.js';

initSync({ module: readFileSync(new URL('../../www/wasm/heavy_ball_whole_bg.wasm', import.meta.url)) });

export { Playground, catalogue, keys, knows };
