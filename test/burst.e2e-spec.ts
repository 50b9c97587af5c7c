import { afterEach, beforeEach, expect } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { InboundProcessor } from '../src/processor/inbound.processor.js';
import { Depths } from '../src/queue/depths.js';
import { type Acceptance, InboundQueue } from '../src/queue/inbound.queue.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { freshRedis } from './support/fresh-redis.js';
import { itOnRealRedis } from './support/real-redis.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

/** More than Redis's Lua takes apart at a time: it has room for some 8,000 values. */
const CALLBACKS = 9_000;
const TIMEOUT_MS = 30_000;

let app: INestApplicationContext;

beforeEach(async () => {
  app = await startWorker(aConfig(await freshRedis(), 'http://127.0.0.1:9/v3'));
  await app.get(InboundProcessor, { strict: false }).worker.pause(true);
});

afterEach(() => app.close());

itOnRealRedis('thousands of callbacks in one tick, for one conversation, are all taken, and known again', async () => {
  const ids = Array.from({ length: CALLBACKS }, (_, i) => String(i + 1));
  await offer(ids);
  const known = await offer(ids);
  expect(known.filter((acceptance) => acceptance !== 'duplicate')).toEqual([]);
  expect((await app.get(Depths).of('inbound')).messages).toBe(CALLBACKS);
}, 2 * TIMEOUT_MS);

/** All in one tick. On a busy machine some are not confirmed in the time each has: those are offered again, as CometChat would. */
async function offer(ids: string[]): Promise<Acceptance[]> {
  const confirmed: Acceptance[] = [];
  let open = ids;
  await until('all are confirmed', async () => {
    const answers = await Promise.allSettled(open.map((id) => app.get(InboundQueue).accept(aMessage({ appId: APP_ID, id }))));
    for (const answer of answers) if (answer.status === 'fulfilled') confirmed.push(answer.value);
    open = open.filter((_, i) => answers[i].status === 'rejected');
    return open.length === 0;
  }, TIMEOUT_MS);
  return confirmed;
}
