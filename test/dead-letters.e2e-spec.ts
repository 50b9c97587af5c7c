import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Bot, OnMessage, type MessageContext } from '../src/bot-kit/index.js';
import { conversationOf } from '../src/queue/conversation.js';
import { DeadLetters } from '../src/queue/dead-letters.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { Replay } from '../src/queue/replay.js';
import { headOf } from '../src/queue/testing/a-line.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { startQueue } from './support/queue.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

/** Fails on every message while it is broken. */
@Bot('flaky_bot')
class FlakyBot {
  broken = true;

  @OnMessage()
  answer({ text }: MessageContext): string[] {
    if (this.broken) throw new Error('the database is away');
    return [`${text}, first`, `${text}, second`];
  }
}

describe('dead letters', () => {
  let farSide: FarSide;
  let app: INestApplicationContext;
  let bot: FlakyBot;

  beforeEach(async () => {
    farSide = await new FarSide().start();
    bot = new FlakyBot();
    app = await startWorker(aConfig(await freshRedis(), farSide.url), [bot]);
  });

  afterEach(async () => {
    await app.close();
    await farSide.close();
  });

  const say = (id: string, text: string, to = 'flaky_bot') =>
    app.get(InboundQueue).accept(aMessage({ appId: APP_ID, id, bot: to, receiver: to, data: { text } }));
  const letters = () => app.get(DeadLetters).list();
  const died = (count: number) => until(`${count} dead letters`, async () => (await letters()).length === count);
  const stored = (count: number) => until(`${count} replies`, () => farSide.stored.length >= count);

  it('a message whose handler fails at every attempt lets the next one go, and is answered once when replayed', async () => {
    await say('1', 'hello');
    await died(1);
    const [letter] = await letters();
    expect(letter.data).toMatchObject({ side: 'inbound', reason: 'handler', attempts: 5, error: 'Error: the database is away', bot: 'flaky_bot' });

    bot.broken = false;
    await say('2', 'next');
    await stored(2);
    await app.get(Replay).replay(letter.id!);
    await stored(4);
    expect(farSide.texts()).toEqual(['next, first', 'next, second', 'hello, first', 'hello, second']);
    expect(await letters()).toEqual([]);
  });

  it('the later parts of an answer are given up with the one that is refused, and come back with it in order', async () => {
    bot.broken = false;
    farSide.behave = (text) => (text === 'hello, first' ? { answer: 'error', status: 403, code: 'ERR_BLOCKED_RECEIVER' } : { answer: 'ok' });
    await say('1', 'hello');
    await died(1);
    const [letter] = await letters();
    expect(letter.data.messages).toHaveLength(2);
    expect(farSide.stored).toEqual([]);

    farSide.behave = () => ({ answer: 'ok' });
    await app.get(Replay).replay(letter.id!);
    await stored(2);
    expect(farSide.texts()).toEqual(['hello, first', 'hello, second']);
  });

  it('a replay does not send again what did arrive', async () => {
    bot.broken = false;
    farSide.behave = (text) => (text === 'hello, first' ? { answer: 'error', status: 403, code: 'ERR_BLOCKED_RECEIVER', stored: true } : { answer: 'ok' });
    await say('1', 'hello');
    await died(1);
    farSide.behave = () => ({ answer: 'ok' });
    const [letter] = await letters();
    await app.get(Replay).replay(letter.id!);
    await stored(2);
    expect(farSide.texts()).toEqual(['hello, first', 'hello, second']);
    expect(farSide.attempts).toHaveLength(2);
  });

  it('a message for a bot that is gone dies at once, and dies again with a letter of its own when replayed too early', async () => {
    await say('1', 'anyone?', 'gone_bot');
    await died(1);
    const [first] = await letters();
    expect(first.data.reason).toBe('no-bot');
    await app.get(Replay).replay(first.id!);
    await until('it died again', async () => (await letters()).some(({ id }) => id !== first.id));
    await died(1);
  });

  it('says of a letter that there is none', async () => {
    expect(await app.get(Replay).replay('dead-nonsense')).toEqual(['unknown']);
  });

  it('discards one for good', async () => {
    await say('1', 'anyone?', 'gone_bot');
    await died(1);
    const [{ id }] = await letters();
    expect(await app.get(DeadLetters).discard(id!)).toBe(true);
    expect(await app.get(DeadLetters).discard(id!)).toBe(false);
    expect(await letters()).toEqual([]);
  });
});

it('a message that is being given up at this moment is not replayed: it would leave the line with its replay', async () => {
  const app = await startQueue(aConfig(await freshRedis(), 'http://127.0.0.1:9/v3'));
  const message = aMessage({ appId: APP_ID });
  const conversation = conversationOf(message);
  await app.get(InboundQueue).accept(message);
  const line = app.get(InboundQueue).hold(conversation, 'turn-1');
  const { member, entry } = headOf(await line.claim());
  const id = await app.get(DeadLetters).bury({
    side: 'inbound', conversation, bot: 'echo_bot', reason: 'handler', attempts: 5, error: 'ouch', diedAt: Date.now(), unknownOutcome: false, messages: [{ member, entry }],
  });
  expect(await app.get(Replay).replay(id)).toEqual(['dying']);
  await line.finish([member], { isFact: false, takeNext: false });
  expect(await app.get(Replay).replay(id)).toEqual(['replayed']);
  expect(await app.get(InboundQueue).hold(conversation, 'turn-2').claim()).toMatchObject({ kind: 'head', head: { member, entry: { replayed: true } } });
  expect(await app.get(DeadLetters).count()).toBe(0);
  await app.close();
});
