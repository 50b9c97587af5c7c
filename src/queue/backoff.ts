import type { RetrySettings } from './queues.js';

/**
 * How long to wait after the nth failure in a row, in ms: doubling up to the longest wait, then spread over the upper
 * half of it, so that what failed together does not come back together.
 * @param failures 1 after the first failure.
 * @param random 0 to 1.
 */
export function backoff(failures: number, { firstMs, maxMs }: RetrySettings, random: number = Math.random()): number {
  const wait = Math.min(firstMs * 2 ** Math.min(failures - 1, 30), maxMs);
  return Math.round(wait * (0.5 + random / 2));
}
