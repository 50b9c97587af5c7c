import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import { Gates } from '../src/queue/gates.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import type { TurnQueue } from '../src/queue/turns.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

describe('the short way: the turn that commits sends the first reply itself', () => {
  let farSide: FarSide;
  let app: INestApplicationContext;
  let outboundTurns: number;

  beforeEach(async () => {
    farSide = await new FarSide().start();
    app = await startWorker(aConfig(await freshRedis(), farSide.url));
    outboundTurns = 0;
    const queue = app.get<TurnQueue>(getQueueToken('outbound'), { strict: false });
    queue.on('waiting', () => outboundTurns++);
  });

  afterEach(async () => {
    await app.close();
    await farSide.close();
  });

  const say = (id: number, text: string) => app.get(InboundQueue).accept(aMessage({ appId: APP_ID, id: String(id), data: { text } }));
  const answered = (count: number) => until(`${count} replies are stored`, () => farSide.stored.length >= count);

  it('needs no turn of the outbound line', async () => {
    for (let id = 1; id <= 5; id++) await say(id, String(id));
    await answered(5);
    expect(farSide.texts()).toEqual(['1', '2', '3', '4', '5']);
    expect(outboundTurns).toBe(0);
  });

  it('leaves a reply that fails, and those behind it, to the outbound line', async () => {
    farSide.behave = (text, attempt) => (text === '1' && attempt === 1 ? { answer: 'error', status: 500 } : { answer: 'ok' });
    for (let id = 1; id <= 3; id++) await say(id, String(id));
    await answered(3);
    expect(farSide.texts()).toEqual(['1', '2', '3']);
    expect(outboundTurns).toBeGreaterThan(0);
  });

  it('sends nothing while the gate is closed, and everything in order when it opens', async () => {
    await app.get(Gates).pause(APP_ID, 1_500, 'too many requests');
    const { until: opensAt } = (await app.get(Gates).look(APP_ID))!;
    for (let id = 1; id <= 3; id++) await say(id, String(id));
    await answered(3);
    expect(farSide.texts()).toEqual(['1', '2', '3']);
    expect(farSide.attempts[0].at).toBeGreaterThanOrEqual(opensAt);
    expect(farSide.lookUps).toBe(0);
  });
});
