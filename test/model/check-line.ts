import fc, { type RunDetails } from 'fast-check';
import { Redis } from 'ioredis';
import { redisOptionsFrom } from '../../src/queue/redis-options-from.js';
import type { Mutant } from './mutants.js';
import { runSchedule } from './run-schedule.js';
import { schedule, type Schedule } from './schedule.js';

export interface CheckOptions {
  redisUrl: string;
  runs: number;
  seed: number;
  mutant?: Mutant;
  onRun?: (runs: number) => void;
}

export interface Checked {
  details: RunDetails<[Schedule]>;
  seen: Map<string, number>;
}

/** Runs random schedules against a line on that Redis, which is emptied before each. */
export async function checkLine({ redisUrl, runs, seed, mutant = {}, onRun }: CheckOptions): Promise<Checked> {
  const redis = new Redis({ ...redisOptionsFrom(redisUrl), maxRetriesPerRequest: null });
  const seen = new Map<string, number>();
  let ran = 0;
  const property = fc.asyncProperty(schedule, async (drawn) => {
    for (const [what, times] of await runSchedule(redis, mutant, drawn)) seen.set(what, (seen.get(what) ?? 0) + times);
    onRun?.(++ran);
  });
  try {
    // A mutant has to be caught; how small the schedule is that catches it nobody wants to know.
    const details = (await fc.check(property, { numRuns: runs, seed, endOnFailure: Object.keys(mutant).length > 0 })) as RunDetails<[Schedule]>;
    return { details, seen };
  } finally {
    redis.disconnect();
  }
}
