import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Bot, OnMessage, type MessageContext } from '../src/bot-kit/index.js';
import { conversationOf } from '../src/queue/conversation.js';
import { DeadLetters } from '../src/queue/dead-letters.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { keysOf } from '../src/queue/keys.js';
import { redisOptionsFrom } from '../src/queue/redis-options-from.js';
import { Sweeper } from '../src/queue/sweeper.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

/** Does what the text says, and counts how often it was asked to. */
@Bot('told_bot')
class ToldBot {
  readonly runs: string[] = [];
  release?: () => void;
  bites = true;

  @OnMessage()
  async answer({ text, signal }: MessageContext): Promise<string> {
    this.runs.push(text);
    if (text === 'hold') await new Promise<void>((resolve) => (this.release = resolve));
    if (text.startsWith('sleep')) await sleep(Number(text.split(' ')[1]));
    if (text === 'for ever') await sleep(60_000, undefined, { signal, ref: false });
    if (text === 'bitten' && this.bites) throw new Error('ouch');
    return `did ${text}`;
  }
}

describe('turns', () => {
  let farSide: FarSide;
  let redisUrl: string;
  let bot: ToldBot;
  let apps: INestApplicationContext[];

  beforeEach(async () => {
    farSide = await new FarSide().start();
    redisUrl = await freshRedis();
    bot = new ToldBot();
    apps = [];
  });

  afterEach(async () => {
    for (const app of apps) await app.close();
    await farSide.close();
  });

  const start = async (handlerTimeoutMs = 30_000) => {
    const config = aConfig(redisUrl, farSide.url, { worker: { concurrency: 8, handlerTimeoutMs } });
    const app = await startWorker(config, [bot]);
    apps.push(app);
    return app;
  };
  const message = (id: string, text: string, sender = 'alice') => aMessage({ appId: APP_ID, bot: 'told_bot', receiver: 'told_bot', id, sender, data: { text } });
  const say = (app: INestApplicationContext, ...about: Parameters<typeof message>) => app.get(InboundQueue).accept(message(...about));
  const answered = (count: number) => until(`${count} answers`, () => farSide.stored.length >= count);

  it('messages that wait behind a head are taken in the order of their ids, not of their arrival', async () => {
    const app = await start();
    await say(app, '10', 'hold');
    await until('the head is held', () => bot.release !== undefined);
    await say(app, '13', 'c');
    await say(app, '9', 'a');
    await say(app, '12', 'b');
    bot.release?.();
    await answered(4);
    expect(farSide.texts()).toEqual(['did hold', 'did a', 'did b', 'did c']);
  });

  it('a head in back-off keeps its place, and other conversations do not wait for it', async () => {
    const app = await start();
    await say(app, '1', 'bitten');
    await say(app, '2', 'after');
    await until('the first run failed', () => bot.runs.length > 0);
    await say(app, '3', 'elsewhere', 'bob');
    await answered(1);
    bot.bites = false;
    await answered(3);
    expect(farSide.texts()).toEqual(['did elsewhere', 'did bitten', 'did after']);
  });

  it('a handler longer than the lock is kept alive: one run, one answer, with two replicas', async () => {
    const [app] = [await start(), await start()];
    await say(app, '1', 'sleep 12000');
    await say(app, '2', 'next');
    await answered(2);
    expect(bot.runs).toEqual(['sleep 12000', 'next']);
    expect(farSide.texts()).toEqual(['did sleep 12000', 'did next']);
  });

  it('a handler that takes too long is aborted, tried again, and given up; the next message is answered', async () => {
    const app = await start(300);
    await say(app, '1', 'for ever');
    await say(app, '2', 'next');
    await answered(1);
    expect(farSide.texts()).toEqual(['did next']);
    expect(bot.runs.filter((text) => text === 'for ever')).toHaveLength(5);
    const [letter] = await app.get(DeadLetters).list();
    expect(letter.data).toMatchObject({ reason: 'handler', attempts: 5, error: expect.stringContaining('HANDLER_TIMEOUT_MS') });
  });

  it('a message that was started twenty times and never came to an end is poison', async () => {
    const asleep = await start();
    await asleep.get(InboundQueue).accept(message('1', 'hold'));
    await until('it is held', () => bot.release !== undefined);
    const conversation = conversationOf(message('1', 'hold'));
    const redis = new Redis(redisOptionsFrom(redisUrl));
    await redis.hset(keysOf('inbound', conversation).line(conversation), 'starts', 20);

    // The process that holds it is thought dead: another one begins the turn anew.
    const other = await start();
    const line = other.get(InboundQueue).hold(conversation, 'somebody else');
    expect(await line.claim()).toMatchObject({ kind: 'head', head: { starts: 21 } });
    bot.release?.();
    await redis.zadd(keysOf('inbound', conversation).index, 1, conversation);
    await other.get(Sweeper).sweep();
    await until('it is buried', async () => (await other.get(DeadLetters).count()) === 1);
    expect((await other.get(DeadLetters).list())[0].data).toMatchObject({ reason: 'poison' });
    expect(farSide.stored).toEqual([]);
    await redis.quit();
  });

  it('a wake that was lost is made up for by the sweeper', async () => {
    const app = await start();
    await say(app, '1', 'first');
    await answered(1);
    const conversation = conversationOf(message('2', 'second'));
    const keys = keysOf('inbound', conversation);
    const redis = new Redis(redisOptionsFrom(redisUrl));
    // As if the process had died between the script that put it in line and the wake.
    await redis.zadd(keys.ids(conversation), 0, '000000000000002');
    await redis.hset(keys.line(conversation), 'm:000000000000002', `alice|${JSON.stringify({ message: message('2', 'second'), acceptedAt: Date.now() })}`);
    await redis.zadd(keys.index, Date.now(), conversation);
    await answered(2);
    expect(farSide.texts()).toEqual(['did first', 'did second']);
    await redis.quit();
  });
});
