/** A request that began this long ago can no longer arrive: 2 s until it is sent at the latest, 10 s time-out, and a margin. */
export const ARRIVED_BY_MS = 15_000;

/** A begin that said yes longer ago than this may have been overtaken: then the outcome counts as unknown. */
export const SEND_WITHIN_MS = 2_000;

/**
 * For so long a turn sends what it has begun together. Less than SEND_WITHIN_MS: what is sent long after its mark leaves the
 * look-up that much less time. With an API that takes longer each reply costs a word to the line, and Redis some 60 µs for the
 * marks that come off again.
 */
export const GO_ON_WITHIN_MS = 500;

/** A 429 that does not say how long. CometChat counts by the minute. */
export const RATE_LIMITED_MS = 10_000;

/** Until somebody creates the bot. */
export const UNKNOWN_BOT_MS = 30_000;

/** Lines that a gate held back do not come back in the same instant. */
export function spread(ms: number, random: number = Math.random()): number {
  return ms + random * Math.min(1_000, 50 + ms / 4);
}
