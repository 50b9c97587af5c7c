import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import { OutboundProcessor } from '../src/outbound/outbound.processor.js';
import { keysOf } from '../src/queue/keys.js';
import { RedisClients } from '../src/queue/redis.clients.js';
import { Sweeper } from '../src/queue/sweeper.js';
import type { TurnQueue } from '../src/queue/turns.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { freshRedis } from './support/fresh-redis.js';
import { startWorker } from './support/worker.js';

let app: INestApplicationContext;

beforeEach(async () => {
  app = await startWorker(aConfig(await freshRedis(), 'http://127.0.0.1:9/v3'));
  // Only what this test asks for is swept, and nothing works on it.
  app.get(Sweeper).onModuleDestroy();
  await app.get(OutboundProcessor, { strict: false }).worker.pause(true);
});

afterEach(() => app.close());

/** Lines that should have moved so long ago. */
async function strand(msAgo: number, count: number): Promise<void> {
  const { patient: redis } = app.get(RedisClients);
  const conversations = Array.from({ length: count }, (_, i) => `${APP_ID}/echo_bot/user/user-${msAgo}-${i}`);
  await Promise.all(conversations.flatMap((name) => {
    const keys = keysOf('outbound', name);
    return [redis.zadd(keys.ids(name), 0, 'member'), redis.zadd(keys.index, Date.now() - msAgo, name)];
  }));
}

it('one sweep finds a thousand lines and more', async () => {
  await strand(1, 1_400);
  expect(await app.get(Sweeper).sweep()).toBe(1_400);
});

describe('while turns wait', () => {
  let turns: TurnQueue;

  beforeEach(async () => {
    turns = app.get<TurnQueue>(getQueueToken('outbound'), { strict: false });
    await turns.pause();
  });

  const waitSince = (msAgo: number) => turns.add('turn', { conversation: 'the next one' }, { timestamp: Date.now() - msAgo });

  it('a line that only waits for its own is left alone, and who should have had one is woken', async () => {
    await waitSince(60_000);
    await strand(30_000, 3);
    await strand(120_000, 2);
    expect(await app.get(Sweeper).sweep()).toBe(2);
  });

  it('an old turn or a wrong clock keeps no line asleep for long', async () => {
    await waitSince(3_600_000);
    await strand(310_000, 1);
    expect(await app.get(Sweeper).sweep()).toBe(1);
  });
});

it('nobody waits for a turn: whoever has stood still is woken', async () => {
  await strand(30_000, 3);
  expect(await app.get(Sweeper).sweep()).toBe(3);
});
