import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from './program.js';

export async function untilAnswers(url: string, program: Program, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    if (await fetch(url).then(({ ok }) => ok, () => false)) return;
    if (!program.isRunning) throw new Error(`${program.name} ended before ${url} answered. ${program.lastWords}`);
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${withinMs} ms.`);
    await sleep(10);
  }
}

/** Waits for a count to be reached; gives up when it stands still. */
export async function untilCount(what: string, count: () => Promise<number>, wanted: number, standsStillMs = 30_000): Promise<void> {
  let best = -1;
  let movedAt = Date.now();
  for (;;) {
    const now = await count();
    if (now >= wanted) return;
    if (now > best) [best, movedAt] = [now, Date.now()];
    if (Date.now() - movedAt > standsStillMs) throw new Error(`${what}: ${now} of ${wanted}, and nothing moved for ${standsStillMs} ms.`);
    await sleep(50);
  }
}
