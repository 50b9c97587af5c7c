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
  // A busy machine may take longer than the time each has; what is offered again is taken once all the same.
  await until('all are taken', async () => !(await offer(ids)).includes(undefined), TIMEOUT_MS);
  await until('all are known again', async () => (await offer(ids)).every((acceptance) => acceptance === 'duplicate'), TIMEOUT_MS);
  expect((await app.get(Depths).of('inbound')).messages).toBe(CALLBACKS);
}, 2 * TIMEOUT_MS);

/** What became of each; undefined for what Redis did not confirm in time. */
async function offer(ids: string[]): Promise<(Acceptance | undefined)[]> {
  const answers = await Promise.allSettled(ids.map((id) => app.get(InboundQueue).accept(aMessage({ appId: APP_ID, id }))));
  return answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : undefined));
}
