import { describe, expect } from '@jest/globals';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { redisOptionsFrom } from '../../src/queue/redis-options-from.js';
import { freshRedis } from '../support/fresh-redis.js';
import { itOnRealRedis } from '../support/real-redis.js';
import { checkLine } from './check-line.js';
import { MUTANTS, type Mutant } from './mutants.js';
import { runSchedule } from './run-schedule.js';
import type { Move } from './schedule.js';

const RUNS = 150;
/** A mutant that survives so many schedules is not caught. */
const RUNS_PER_MUTANT = 2_000;
const TIMEOUT_MS = 240_000;

describe('a line, under random schedules', () => {
  // Always the same here, so that a run tells of the change that was made; `npm run model` starts anywhere.
  const seed = 2026;

  itOnRealRedis(`does what its model does (${RUNS} schedules from seed ${seed})`, async () => {
    const { details } = await checkLine({ redisUrl: await freshRedis(), runs: RUNS, seed });
    if (details.failed) throw new Error(await fc.asyncDefaultReportMessage(details));
  }, TIMEOUT_MS);

  itOnRealRedis('neither gives up nor replays a reply that may still arrive', async () => {
    const redis = new Redis({ ...redisOptionsFrom(await freshRedis()), maxRetriesPerRequest: null });
    const [steps, time] = [{ move: 'step', which: 0, times: 200 }, { move: 'time', ms: 3_000 }] as const;
    const [inbound, outbound] = [{ move: 'turn', side: 'inbound' }, { move: 'turn', side: 'outbound' }] as const;
    // Sent just before its deadline; past it nobody can find out whether it arrived. It does, 3 s later.
    const moves: Move[] = [
      { move: 'deliver', id: 2 }, steps, time, time, time, inbound, steps, time, outbound, steps, { move: 'replay', which: 0 }, steps, outbound, steps, { move: 'land', which: 0 },
    ];
    await runSchedule(redis, {}, { moves, fates: ['lateCut'], lookUps: [false, false], handlers: [], quick: [], repeated: [], deadlineMs: 10_000, refused: 0, cursed: 0, noting: 0 });
    redis.disconnect();
  });

  const caughtAs: Record<keyof typeof MUTANTS, RegExp> = {
    'without the fence': /ended by a turn that was shut out/,
    'without the look-up': /is doubled|is stored and a dead letter/,
    'without the sweeper': /^lost|is lost/,
    'that marks a message as seen before it is in line': /the line says duplicate, the model accepted/,
    'that marks the head alone of those that are begun together': /is doubled/,
    'that posts a letter again': /the line says posted, the model posted before/,
    'that replays what is on its way out': /^lost|is lost/,
  };

  for (const [name, mutant] of Object.entries<Mutant>(MUTANTS)) {
    itOnRealRedis(`catches one ${name}`, async () => {
      const { details } = await checkLine({ redisUrl: await freshRedis(), runs: RUNS_PER_MUTANT, seed, mutant });
      expect((details.errorInstance as Error | null)?.message).toMatch(caughtAs[name as keyof typeof MUTANTS]);
    }, TIMEOUT_MS);
  }
});
