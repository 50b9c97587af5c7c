import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import type { Budgets as BudgetsClass } from '../src/bot-kit/index.js';
import { environmentWith } from '../src/config/environment-with.js';
import { ModelServer } from '../src/llm/testing/model-server.js';
import type { JournalEvents } from '../src/queue/journal.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';

const LIMITS = { perUser: 100, perBot: 150 };
const alice = { bot: 'assistant_bot', user: 'alice' };
const bob = { bot: 'assistant_bot', user: 'bob' };
const usage = (promptTokens: number, completionTokens: number) => ({ model: 'tiny', promptTokens, completionTokens, ms: 5 });

describe('the budgets of language models', () => {
  let model: ModelServer;
  let farSide: FarSide;
  let workers: INestApplicationContext[];
  let budgets: BudgetsClass[];
  let clear: () => Promise<string>;

  // What is registered follows from the environment at the moment it is loaded, so it is set before that.
  beforeAll(async () => {
    model = await ModelServer.start();
    farSide = await new FarSide().start();
    Object.assign(process.env, environmentWith({ LLM_BASE_URL: model.url, LLM_MODEL: 'tiny' }));
    const { Budgets } = await import('../src/bot-kit/index.js');
    const { startWorker } = await import('./support/worker.js');
    const languageModel = { baseUrl: model.url, model: 'tiny', timeoutMs: 5_000, tokensPerDay: { perUser: 2_000, perBot: 10_000 } };
    const config = aConfig(await freshRedis(), farSide.url, { languageModel });
    workers = [await startWorker(config), await startWorker(config)];
    budgets = workers.map((worker) => worker.get(Budgets));
    const { RedisClients } = await import('../src/queue/redis.clients.js');
    clear = () => workers[0].get(RedisClients, { strict: false }).patient.flushdb();
  });

  beforeEach(() => clear());

  afterAll(async () => {
    for (const worker of workers) await worker.close();
    await farSide.close();
    model.close();
    delete process.env.LLM_BASE_URL;
    delete process.env.LLM_MODEL;
  });

  it('are one account for all replicas, however many ask at once', async () => {
    const asked = Array.from({ length: 40 }, (_, i) => budgets[i % 2].reserve(alice, 10, LIMITS));
    expect((await Promise.all(asked)).filter((given) => given !== undefined)).toHaveLength(10);
  });

  it('hold for each user, and for the bot with all of them', async () => {
    expect(await budgets[0].reserve(alice, 101, LIMITS)).toBeUndefined();
    expect(await budgets[0].reserve(alice, 100, LIMITS)).toBeDefined();
    expect(await budgets[0].reserve(bob, 51, LIMITS)).toBeUndefined();
    expect(await budgets[0].reserve(bob, 50, LIMITS)).toBeDefined();
    expect(await budgets[0].reserve({ bot: 'other_bot', user: 'bob' }, 51, LIMITS)).toBeDefined();
  });

  it('are corrected by what a call did cost, and get all of it back for one that came to nothing', async () => {
    await budgets[0].settle((await budgets[0].reserve(alice, 100, LIMITS))!, usage(30, 10));
    expect(await budgets[1].reserve(alice, 61, LIMITS)).toBeUndefined();
    await budgets[0].settle((await budgets[1].reserve(alice, 60, LIMITS))!);
    expect(await budgets[1].reserve(alice, 60, LIMITS)).toBeDefined();
  });

  it('count what was spent beyond them', async () => {
    await budgets[0].settle((await budgets[0].reserve(alice, 50, LIMITS))!, usage(100, 40));
    expect(await budgets[0].reserve(bob, 11, LIMITS)).toBeUndefined();
    expect(await budgets[0].reserve(bob, 10, LIMITS)).toBeDefined();
  });

  it('settle a reservation once, however often they are asked to because an answer got lost', async () => {
    await budgets[0].reserve(alice, 40, LIMITS);
    const reservation = (await budgets[0].reserve(alice, 60, LIMITS))!;
    for (const replica of budgets) await replica.settle(reservation, usage(10, 10));
    await budgets[0].settle(reservation);
    expect(await budgets[0].reserve(alice, 41, LIMITS)).toBeUndefined();
    expect(await budgets[0].reserve(alice, 40, LIMITS)).toBeDefined();
  });

  it('take a reservation once, sent twice under its id, and settle what was taken before midnight in the account of that day', async () => {
    const { RedisClients } = await import('../src/queue/redis.clients.js');
    const { Script } = await import('../src/queue/scripts.js');
    const redis = workers[0].get(RedisClients, { strict: false }).patient;
    const reserve = () => new Script<number>('reserve').run(redis, ['{halley}:budget:b'], ['r1', 'u', '60', '100', '100']);
    expect([await reserve(), await reserve()]).toEqual([1, 1]);
    const [today] = await redis.keys('*budget*');
    expect(await redis.hgetall(today)).toEqual({ 'user:u': '60', bot: '60', 'open:r1': '60' });

    const day = Number(today.split(':').at(-1));
    const yesterday = today.replace(/\d+$/, String(day - 1));
    await redis.rename(today, yesterday);
    await budgets[0].settle({ id: 'r1', bot: 'b', user: 'u' }, usage(5, 5));
    expect(await redis.hgetall(yesterday)).toEqual({ 'user:u': '10', bot: '10' });
    expect(await redis.keys('*budget*')).toEqual([yesterday]);
  });

  it('are forgotten after a day or two', async () => {
    await budgets[0].reserve(alice, 1, LIMITS);
    const { RedisClients } = await import('../src/queue/redis.clients.js');
    const redis = workers[0].get(RedisClients, { strict: false }).patient;
    const [key] = await redis.keys('*budget*');
    expect(await redis.ttl(key)).toBeGreaterThan(86_400);
  });

  it('are those that assistant_bot spends from, and what it used is told to the metrics', async () => {
    const { InboundQueue } = await import('../src/queue/inbound.queue.js');
    const { Journal } = await import('../src/queue/journal.js');
    const used: JournalEvents['modelUsed'][0][] = [];
    for (const worker of workers) worker.get(Journal, { strict: false }).on('modelUsed', (event) => used.push(event));
    model.answersWith({ say: ['Hello', ' Alice'] });
    await workers[0].get(InboundQueue, { strict: false }).accept(aMessage({ appId: APP_ID, bot: 'assistant_bot', receiver: 'assistant_bot' }));
    await until('the answer is stored', () => farSide.stored.length === 1);
    expect(farSide.texts()).toEqual(['Hello Alice']);
    expect(used).toEqual([{ bot: 'assistant_bot', model: 'tiny', promptTokens: 20, completionTokens: 5, ms: expect.any(Number) }]);
    expect(await budgets[1].reserve(alice, 76, LIMITS)).toBeUndefined();
    expect(await budgets[1].reserve(alice, 75, LIMITS)).toBeDefined();
  });
});
