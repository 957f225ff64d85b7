// The doors to the modules that the controls fetch, and to all rules.

import { later } from '../later.js';

/** @import { Later } from '../later.js' */
/** @import { Session } from '../state/session.js' */

/** @type {Later<typeof import('./picker.later.js')>} */
export const PICKER = later(import.meta.url, './picker.later.js', 'Picker');
/** @type {Later<typeof import('./best.later.js')>} */
export const BEST = later(import.meta.url, './best.later.js', 'Best');
/** @type {Later<typeof import('./code.later.js')>} */
export const CODE = later(import.meta.url, './code.later.js', 'Code');

/**
 * Fetches such a module and, at the same time, all rules.
 * @template M
 * @param {Session} session
 * @param {Later<M>} part
 * @param {AbortSignal} signal of the one that asks
 * @returns {Promise<{ module: M, trouble: string } | undefined>} nothing for a part that is no more; `trouble`
 *   says why there are not all rules; rejects where the module does not load
 */
export async function bring(session, part, signal) {
  const [grown, loaded] = await Promise.allSettled([session.grow(), part.load()]);
  if (signal.aborted) return undefined;
  if (loaded.status === 'rejected') throw loaded.reason;
  return { module: loaded.value, trouble: grown.status === 'rejected' ? grown.reason.message : '' };
}
