import type { HalleyConfig } from '../config/config.js';

/**
 * As many on the short way, and as many by turns. A reply under way waits for CometChat and costs nothing else: with as many
 * as there are handlers, a slow API would hold up what is ready to go.
 */
export function sendingsAtATime({ worker }: HalleyConfig): number {
  return 2 * worker.concurrency;
}
