import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Depths } from '../src/queue/depths.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { TroubledProcess } from './support/troubled-process.js';
import { itOnRealRedis, redisIsReal } from './support/real-redis.js';
import { startQueue } from './support/queue.js';
import { redisDatabase } from './support/redis-database.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

/** Every step of a message's way, one after another. Between two of them nothing happens that another process could see. */
const STEPS = [
  'before accept', 'after accept', 'after wake inbound',
  'before take', 'after take', 'handler', 'before commit', 'after commit', 'arrived, not stored', 'stored, not answered', 'after send', 'after finish',
  'after postpone', 'after wake outbound', 'after begin',
] as const;
type Step = (typeof STEPS)[number];

const AT_THE_WEBHOOK: readonly Step[] = ['before accept', 'after accept', 'after wake inbound'];
/** A reply needs a turn of its own only where it could not be sent by the turn that committed it. */
const AFTER_A_FAILURE: readonly Step[] = ['after postpone', 'after wake outbound', 'after begin'];
const AT_THE_FAR_SIDE: readonly Step[] = ['arrived, not stored', 'stored, not answered'];
const MESSAGES = ['1', '2', '3'];
const TIMEOUT_MS = 240_000;

interface Survival {
  endedBy: unknown;
  answers: string[];
}

describe('a process that is killed', () => {
  const toClose: (() => Promise<unknown>)[] = [];
  const survivals = new Map<Step, Promise<Survival>>();
  const recoveries: string[] = [];

  // All steps at the same time, each in a database of its own: each takes as long as a lock or an unknown outcome lasts.
  beforeAll(() => {
    if (!redisIsReal) return;
    STEPS.forEach((step, index) => {
      const survival = killedAt(step, index + 1);
      survival.catch(() => undefined);
      survivals.set(step, survival);
    });
  });

  afterAll(async () => {
    await Promise.allSettled(survivals.values());
    console.log(`Seconds from the kill until all was answered; an unknown outcome waits 15 s for its request to arrive:\n${recoveries.join('\n')}`);
    for (const close of toClose.reverse()) await close();
  });

  for (const step of STEPS) {
    itOnRealRedis(`at "${step}" loses nothing, doubles nothing, and keeps the order`, async () => {
      expect(await survivals.get(step)).toEqual({ endedBy: 'SIGKILL', answers: MESSAGES });
    }, TIMEOUT_MS);
  }

  async function killedAt(step: Step, database: number): Promise<Survival> {
    const redisUrl = await redisDatabase(database);
    const farSide = await new FarSide().start();
    toClose.push(() => farSide.close());
    const endedBy = await (AT_THE_WEBHOOK.includes(step) ? killWebhook(step, redisUrl, farSide) : killWorker(step, redisUrl, farSide));

    const diedAt = Date.now();
    const survivor = await startWorker(aConfig(redisUrl, farSide.url));
    toClose.push(() => survivor.close());
    // Whoever got no answer delivers again; what was accepted is a duplicate.
    for (const id of MESSAGES) await deliver(survivor, id);
    const answered = async () => farSide.stored.length >= MESSAGES.length && (await waitingIn(survivor)) === 0;
    await until(`all is answered after "${step}"`, answered, TIMEOUT_MS);
    recoveries.push(`${((Date.now() - diedAt) / 1_000).toFixed(1).padStart(6)}  ${step}`);
    return { endedBy, answers: farSide.texts() };
  }

  async function killWebhook(step: Step, redisUrl: string, farSide: FarSide): Promise<unknown> {
    const webhook = await TroubledProcess.spawnIn({ atStep: step, happens: 'kill' }, { ROLE: 'webhook', REDIS_URL: redisUrl, COMETCHAT_API_URL: farSide.url });
    toClose.push(() => webhook.kill());
    await webhook.becameReady(TIMEOUT_MS);
    await webhook.deliver(MESSAGES[0], MESSAGES[0]).catch(() => undefined);
    return webhook.ended(TIMEOUT_MS);
  }

  async function killWorker(step: Step, redisUrl: string, farSide: FarSide): Promise<unknown> {
    const queue = await startQueue(aConfig(redisUrl, farSide.url));
    toClose.push(() => queue.close());
    for (const id of MESSAGES) await deliver(queue, id);
    const worker = await TroubledProcess.spawnIn({ atStep: step, happens: 'kill' }, { ROLE: 'worker', REDIS_URL: redisUrl, COMETCHAT_API_URL: farSide.url });
    toClose.push(() => worker.kill());
    farSide.behave = (_, attempt) => {
      if (AFTER_A_FAILURE.includes(step) && farSide.attempts.length === 1) return { answer: 'error', status: 500 };
      if (!AT_THE_FAR_SIDE.includes(step) || attempt > 1 || farSide.attempts.length > 1) return { answer: 'ok' };
      worker.signal('SIGKILL');
      return { answer: 'hang-up', stored: step === 'stored, not answered' };
    };
    return worker.ended(TIMEOUT_MS);
  }
});

/** Again, until it is acknowledged: with so many processes starting, Redis may not answer in time. */
async function deliver(app: INestApplicationContext, id: string): Promise<void> {
  const acknowledged = () => app.get(InboundQueue).accept(aMessage({ appId: APP_ID, id, data: { text: id } })).then(() => true, () => false);
  await until(`message ${id} is acknowledged`, acknowledged, TIMEOUT_MS);
}

/** Messages of both sides, or undefined where Redis does not answer in time. */
async function waitingIn(app: INestApplicationContext): Promise<number | undefined> {
  const depths = (['inbound', 'outbound'] as const).map((side) => app.get(Depths).of(side));
  const [inbound, outbound] = await Promise.all(depths).catch(() => []);
  return inbound && inbound.messages + outbound.messages;
}
