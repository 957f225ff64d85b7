// What came of a reader's own changes, for those who listen to the page: one sentence, once the hand rests.

import { number } from '../dom.js';

/** @import { Session } from '../state/session.js' */

/** Milliseconds without another change: of a held key the last one is said. */
const REST = 600;

/** As many forms as one listens to. */
const MOST = 4;

/** What there may be to tell of; the latest of these is told. */
const TYPES = /** @type {const} */ (['view', 'step', 'scene']);

const WHOLE = 'whole surface';

export class Aloud {
  /** @param {Session} session @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(session, root, signal) {
    /** Among the types. */
    let due = -1;
    let seen = WHOLE;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @param {number} type */
    const later = (type) => {
      due = Math.max(due, type);
      // When it lets go it tells of its Scene once more.
      if (session.inGesture) return;
      clearTimeout(timer);
      timer = setTimeout(tell, REST);
    };
    const tell = () => {
      const { playing } = session;
      const type = TYPES[due];
      // What the runs come to is told when they have come to it.
      if (!session.awake || session.inGesture || (playing && type === 'scene')) return;
      due = -1;
      if (type === 'scene') session.say(outcome(session));
      // The needle says its own step.
      if (type === 'step' && !root.activeElement?.matches('.needle')) session.say(playing ? 'playing' : `step ${Math.floor(session.step)} of ${session.steps}`);
      if (type === 'view') {
        const before = seen;
        seen = view(session);
        if (seen !== before) session.say(seen);
      }
    };
    TYPES.forEach((type, i) => session.on(type, ({ source, keys }) => {
      // A hand that lets go tells of a Scene in which nothing need have changed.
      if (source === 'user') later(type === 'scene' && keys.size === 0 ? -1 : i);
    }, signal));
    session.on('end', ({ source }) => later(source === 'user' ? 2 : -1), signal);
  }
}

/** What the runs came to. @param {Session} session */
function outcome({ playground }) {
  const runs = playground.rules();
  const said = runs.slice(0, MOST).map(({ label }, i) => `${label}: ${playground.verdict(i)}`);
  if (runs.length > MOST) said.push(`And ${runs.length - MOST} more.`);
  return said.join(' ');
}

/** The part of the plane that is seen. @param {Session} session */
function view({ playground }) {
  if (playground.atHome()) return WHOLE;
  const [left, right, low, high] = [...playground.window()].map((each) => number(Number(each.toPrecision(3))));
  return `x ${left} to ${right}, y ${low} to ${high}`;
}
