import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { OutboundProcessor } from '../src/outbound/outbound.processor.js';
import { keysOf } from '../src/queue/keys.js';
import { RedisClients } from '../src/queue/redis.clients.js';
import { Sweeper } from '../src/queue/sweeper.js';
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

it('one sweep finds a thousand lines and more: a stranded one stands in a row with all that wait for their turn', async () => {
  const { patient: redis } = app.get(RedisClients);
  const conversations = Array.from({ length: 1_400 }, (_, i) => `${APP_ID}/echo_bot/user/user-${i}`);
  await Promise.all(conversations.flatMap((name) => {
    const keys = keysOf('outbound', name);
    return [redis.zadd(keys.ids(name), 0, 'member'), redis.zadd(keys.index, 1, name)];
  }));
  expect(await app.get(Sweeper).sweep()).toBe(conversations.length);
});
