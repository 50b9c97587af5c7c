import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import type { IncomingMessage } from '../src/bot-kit/index.js';
import type { HalleyConfig } from '../src/config/config.js';
import { DeadLetters } from '../src/queue/dead-letters.js';
import { Gates } from '../src/queue/gates.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

describe('delivery', () => {
  let farSide: FarSide;
  let redisUrl: string;
  let workers: INestApplicationContext[];
  let nextId: number;

  beforeEach(async () => {
    redisUrl = await freshRedis();
    farSide = await new FarSide().start();
    workers = [];
    nextId = 1;
  });

  afterEach(async () => {
    for (const worker of workers) await worker.close();
    await farSide.close();
  });

  async function worker(over: Partial<HalleyConfig> = {}): Promise<INestApplicationContext> {
    const started = await startWorker(aConfig(redisUrl, farSide.url, over));
    workers.push(started);
    return started;
  }

  const say = (app: INestApplicationContext, text: string, over: Partial<IncomingMessage> = {}) =>
    app.get(InboundQueue).accept(aMessage({ appId: APP_ID, id: String(nextId++), data: { text }, ...over }));

  const answered = (count: number) => until(`${count} replies are stored`, () => farSide.stored.length >= count);

  const deadOf = async (app: INestApplicationContext) => (await app.get(DeadLetters).list()).map(({ data }) => data);

  it('answers the sender of a 1:1 message, with the id of the reply as muid and tag', async () => {
    const app = await worker();
    await say(app, 'hello');
    await answered(1);
    expect(farSide.stored).toMatchObject([
      { id: '1', sender: 'echo_bot', receiver: 'alice', text: 'hello', muid: 'halley-echo_bot-1-0', tags: ['halley-echo_bot-1-0'] },
    ]);
  });

  it('answers many conversations, each in the order it was written, and nothing twice', async () => {
    const app = await worker();
    const people = Array.from({ length: 20 }, (_, i) => `user-${i}`);
    for (let i = 0; i < 10; i++) await Promise.all(people.map((sender) => say(app, `${sender} ${i}`, { sender })));
    await answered(200);
    for (const sender of people) {
      expect(farSide.texts(sender)).toEqual(Array.from({ length: 10 }, (_, i) => `${sender} ${i}`));
    }
  });

  it('sends again what CometChat refused for the moment, at its place in the order', async () => {
    const app = await worker();
    farSide.behave = (_, attempt) => (attempt === 1 ? { answer: 'error', status: 500 } : { answer: 'ok' });
    for (const text of ['1', '2', '3']) await say(app, text);
    await answered(3);
    expect(farSide.texts()).toEqual(['1', '2', '3']);
  });

  it('does not send again what CometChat stored before it answered 500 or hung up', async () => {
    const app = await worker();
    farSide.behave = (text) => (text === '1' ? { answer: 'error', status: 500, stored: true } : text === '2' ? { answer: 'hang-up', stored: true } : { answer: 'ok' });
    for (const text of ['1', '2', '3']) await say(app, text);
    await answered(3);
    expect(farSide.texts()).toEqual(['1', '2', '3']);
    expect(farSide.attempts).toHaveLength(3);
  });

  it('waits until a request without an answer can no longer arrive, looks again, and only then sends again', async () => {
    const app = await worker();
    farSide.behave = (_, attempt) => (attempt === 1 ? { answer: 'hang-up', stored: false } : { answer: 'ok' });
    await say(app, 'hello');
    await answered(1);
    const [first, second] = farSide.attempts;
    // It counts from when the sending began, and the first request may have been on its way since then.
    expect(second.at - first.at).toBeGreaterThan(10_000);
    expect(farSide.lookUps).toBeGreaterThanOrEqual(2);
  });

  it('looks again, rather than sending blind, while the look-up itself fails', async () => {
    const app = await worker();
    farSide.behave = (text) => (text === '1' ? { answer: 'hang-up', stored: true } : { answer: 'ok' });
    farSide.lookUpFails = true;
    await say(app, '1');
    await say(app, '2');
    await until('the look-up failed twice', () => farSide.lookUps >= 2);
    expect(farSide.attempts).toHaveLength(1);
    farSide.lookUpFails = false;
    await answered(2);
    expect(farSide.texts()).toEqual(['1', '2']);
    expect(farSide.attempts).toHaveLength(2);
  });

  it('pauses for as long as a 429 says, on every replica, and spends no attempts', async () => {
    const [app] = [await worker(), await worker()];
    let closedUntil = 0;
    farSide.behave = (text) => {
      if (text === 'first') closedUntil ||= Date.now() + 2_000;
      return Date.now() < closedUntil ? { answer: 'error', status: 429, headers: { 'retry-after': '2' } } : { answer: 'ok' };
    };
    await say(app, 'first');
    await until('the gate is closed', async () => (await app.get(Gates).look(APP_ID)) !== undefined);
    for (let i = 0; i < 10; i++) await say(app, `later ${i}`, { sender: `user-${i}` });
    await answered(11);
    expect(farSide.attempts).toHaveLength(12);
  });

  it('gives up what is refused for good, keeps it, and goes on', async () => {
    const app = await worker();
    farSide.behave = (text) => (text === 'bad' ? { answer: 'error', status: 404, code: 'ERR_UID_NOT_FOUND' } : { answer: 'ok' });
    await say(app, 'bad');
    await say(app, 'good');
    await answered(1);
    expect(farSide.texts()).toEqual(['good']);
    expect(await deadOf(app)).toMatchObject([{ side: 'outbound', reason: 'refused', bot: 'echo_bot', unknownOutcome: false }]);
  });

  it('does not send an answer past its deadline', async () => {
    const app = await worker({ reply: { deadlineMs: 150 } });
    farSide.behave = (_, attempt) => (attempt === 1 ? { answer: 'error', status: 500 } : { answer: 'ok' });
    await say(app, 'slow');
    await until('a dead letter', async () => (await deadOf(app)).length === 1);
    expect(await deadOf(app)).toMatchObject([{ reason: 'stale' }]);
    expect(farSide.stored).toEqual([]);
  });

  it('a message that was seen is not answered again, finished or not', async () => {
    const app = await worker();
    expect(await say(app, 'hello', { id: '7' })).toBe('accepted');
    await answered(1);
    expect(await say(app, 'hello', { id: '7' })).toBe('duplicate');
    await say(app, 'next', { id: '8' });
    await answered(2);
    expect(farSide.texts()).toEqual(['hello', 'next']);
  });
});
