/** The public page beyond its prose: its address keeps what its figure shows. */

import { Hash } from './hash.js';

/** @import { HeavyBall } from './heavy-ball.js' */

const figure = /** @type {HeavyBall | null} */ (document.querySelector('heavy-ball'));
if (figure) new Hash(figure);
