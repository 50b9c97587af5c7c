import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Behaviour } from '../support/far-side.js';

/** Past the client's own time-out of 10 s, and as long as can be before the 15 s after which nothing may arrive any more. */
const LATE_MS = 10_500;
const LAG_IS_KEPT_MS = 5_000;

/** An API on a bad day: 20 % 5xx, half of them after it stored the message; 10 % without an answer after storing; bursts of 429; slowness. */
export function badDay(random: () => number): () => Behaviour {
  let limitedUntil = 0;
  const lagMs = recentLag();
  return () => {
    const now = Date.now();
    if (now < limitedUntil) return { answer: 'error', status: 429, headers: { 'retry-after': '1' } };
    const dice = random();
    if (dice < 0.1) return { answer: 'error', status: 503 };
    if (dice < 0.2) return { answer: 'error', status: 500, stored: true };
    if (dice < 0.28) return { answer: 'hang-up', stored: true };
    if (dice < 0.3) return { answer: 'late', ms: LATE_MS - lagMs(), storedAt: random() < 0.5 ? 'once' : 'late' };
    if (dice < 0.3005) limitedUntil = now + 1_000;
    if (dice < 0.35) return { answer: 'slow', ms: 300 };
    return { answer: 'ok' };
  };
}

/**
 * For how long at most a request may have waited here before it was seen: this process also delivers and counts, and on a slow
 * machine it was seen seconds behind. What it stores late is to be late by the sender's clock.
 */
function recentLag(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let [before, since] = [0, Date.now()];
  return () => {
    const lately = delay.max / 1e6;
    const lag = Math.max(before, lately);
    if (Date.now() - since > LAG_IS_KEPT_MS) {
      [before, since] = [lately, Date.now()];
      delay.reset();
    }
    return lag;
  };
}
