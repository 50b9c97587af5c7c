import type { Behaviour } from '../support/far-side.js';

/** An API on a bad day: 20 % 5xx, half of them after it stored the message; 10 % without an answer after storing; bursts of 429; slowness. */
export function badDay(random: () => number): () => Behaviour {
  let limitedUntil = 0;
  return () => {
    const now = Date.now();
    if (now < limitedUntil) return { answer: 'error', status: 429, headers: { 'retry-after': '1' } };
    const dice = random();
    if (dice < 0.1) return { answer: 'error', status: 503 };
    if (dice < 0.2) return { answer: 'error', status: 500, stored: true };
    if (dice < 0.28) return { answer: 'hang-up', stored: true };
    // Past the client's own time-out of 10 s, and as long as can be before the 15 s after which nothing may arrive any more.
    if (dice < 0.3) return { answer: 'late', ms: 10_500, storedAt: random() < 0.5 ? 'once' : 'late' };
    if (dice < 0.3005) limitedUntil = now + 1_000;
    if (dice < 0.35) return { answer: 'slow', ms: 300 };
    return { answer: 'ok' };
  };
}
