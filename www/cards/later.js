// The doors to what the cards say when somebody asks.

import { later } from '../later.js';

/** @import { Later } from '../later.js' */

/** @type {Later<typeof import('./card-about.later.js')>} */
export const ABOUT = later(import.meta.url, './card-about.later.js', 'content');
/** @type {Later<typeof import('./landscape-words.later.js')>} */
export const LANDSCAPE_WORDS = later(import.meta.url, './landscape-words.later.js', 'SURFACES');
