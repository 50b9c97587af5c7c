import type { IncomingHttpHeaders } from 'node:http';

/** Longer than this is a mistake of somebody's clock or configuration. */
const LONGEST_MS = 60 * 60 * 1000;
/** CometChat counts by the minute, so a reset further away means that the two clocks disagree. */
const WINDOW_MS = 60 * 1000;

/** How long the answer asks to wait: `Retry-After` in seconds or as a date, else CometChat's `X-Rate-Limit-Reset`. */
export function retryAfterMs(headers: IncomingHttpHeaders, now = Date.now()): number | undefined {
  return fromRetryAfter(String(headers['retry-after'] ?? ''), now) ?? fromReset(String(headers['x-rate-limit-reset'] ?? ''), now);
}

function fromRetryAfter(value: string, now: number): number | undefined {
  const ms = isSeconds(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : bounded(ms, LONGEST_MS);
}

function fromReset(value: string, now: number): number | undefined {
  return isSeconds(value) ? bounded(Number(value) * 1000 - now, WINDOW_MS) : undefined;
}

function isSeconds(value: string): boolean {
  return /^\d{1,12}(\.\d+)?$/.test(value.trim());
}

function bounded(ms: number, longest: number): number {
  return Math.min(Math.max(Math.ceil(ms), 0), longest);
}
