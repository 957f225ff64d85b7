/** Everything that stands between a Session and the shadow root, in the order in which it is told of changes. */

import { Keyboard } from './keyboard.js';
import { Player } from './player.js';
import { Pointer } from './pointer.js';
import { Stage } from './stage.js';

/** @import { Session } from './session.js' */

/** @type {(new (session: Session, root: ShadowRoot, signal: AbortSignal) => object)[]} */
export const PARTS = [Stage, Pointer, Keyboard, Player];
