// What stands between a Session and the shadow root beside the Stage, in the order in which it is told of changes.

import { Aloud } from './aloud.js';
import { Arrows } from '../plot/arrows.js';
import { Cards } from '../cards/cards.js';
import { CodeDisclosure } from '../controls/code-disclosure.js';
import { CopyLink } from '../controls/copy-link.js';
import { Dials } from '../controls/dials.js';
import { KeyKeeper } from '../controls/key-keeper.js';
import { Look } from '../controls/look.js';
import { Match } from '../controls/match.js';
import { Numbers } from '../controls/numbers.js';
import { Rules } from '../controls/rules.js';
import { Scenes } from '../controls/scenes.js';
import { Scope } from '../controls/scope.js';
import { Surface } from '../controls/surface.js';
import { Transport } from '../controls/transport.js';
import { Typing } from '../controls/typing.js';
import { Keyboard } from '../plot/keyboard.js';
import { Maps } from '../map/maps.js';
import { Notices } from './notices.js';
import { Player } from '../state/player.js';
import { Pointer } from '../plot/pointer.js';
import { Print } from './print.js';
import { Readout } from '../plot/readout.js';
import { Timeline } from '../timeline/timeline.js';
import { Zoom } from '../plot/zoom.js';

/** @import { Session } from '../state/session.js' */

/** @type {(new (session: Session, root: ShadowRoot, signal: AbortSignal) => object)[]} */
export const PARTS = [
  Pointer, Zoom, Keyboard, Player, Maps,
  Timeline, Transport, CopyLink, Dials, Scope, Match, Rules, Surface, Numbers, Typing, Scenes, Look,
  Print, Cards, CodeDisclosure, Arrows, Notices, Readout, KeyKeeper, Aloud,
];
