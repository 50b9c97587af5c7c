import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Bot, type CommandContext, type MessageContext, OnCommand, OnMessage, Outbox } from '../src/bot-kit/index.js';
import { conversationOf } from '../src/queue/conversation.js';
import type { InboundQueue } from '../src/queue/inbound.queue.js';
import { keysOf } from '../src/queue/keys.js';
import { redisOptionsFrom } from '../src/queue/redis-options-from.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { startWebhook, type WebhookApp } from './support/webhook-app.js';
import { startWorker } from './support/worker.js';

/** Ends at once, but for what it is told otherwise. */
@Bot({ uid: 'quick_bot', session: { initial: () => ({ count: 0 }) } })
class QuickBot {
  readonly runs: string[] = [];
  atOnce = 0;
  mostAtOnce = 0;
  bites = true;
  outbox?: Outbox;
  lineLength?: () => Promise<number>;
  readonly lengths: number[] = [];

  @OnCommand('person') person({ handoff }: CommandContext) { return handoff('asked'); }

  @OnMessage()
  async answer({ text, session }: MessageContext<{ count: number }>): Promise<string | void> {
    this.runs.push(text);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    try {
      if (text === 'measure') this.lengths.push(await this.lineLength!());
      if (text.startsWith('note')) await this.outbox!.send('quick_bot', { receiver: 'alice', receiverType: 'user' }, `note on ${text}`);
      if (/sleep|note/.test(text)) await sleep(Number(text.split(' ')[1]));
      if (text.startsWith('bite') && this.bites) throw new Error('ouch');
      if (text === 'silence') return;
      return `${text} ${++session.count}`;
    } finally {
      this.atOnce--;
    }
  }
}

describe('messages that wait together', () => {
  let redisUrl: string;
  let farSide: FarSide;
  let webhook: WebhookApp;
  let bot: QuickBot;
  let worker: INestApplicationContext | undefined;

  beforeEach(async () => {
    redisUrl = await freshRedis();
    farSide = await new FarSide().start();
    webhook = await startWebhook(redisUrl);
    bot = new QuickBot();
    worker = undefined;
  });

  afterEach(async () => {
    await worker?.close();
    await webhook.close();
    await farSide.close();
  });

  const start = async () => {
    worker = await startWorker(aConfig(redisUrl, farSide.url), [bot]);
    bot.outbox = worker.get(Outbox, { strict: false });
  };
  const answered = (count: number) => until(`${count} answers`, () => farSide.stored.length >= count);

  /** They all wait before anybody works on them. */
  async function say(...texts: (string | object)[]): Promise<void> {
    for (const [i, said] of texts.entries()) {
      const over = typeof said === 'string' ? { data: { text: said } } : said;
      await (webhook.queue as InboundQueue).accept(aMessage({ appId: APP_ID, id: String(i + 1), bot: 'quick_bot', receiver: 'quick_bot', ...over }));
    }
  }

  it('are answered in their order, each knowing what those before it came to', async () => {
    const texts = Array.from({ length: 30 }, (_, i) => `m${i}`);
    await say(...texts);
    await start();
    await answered(30);
    expect(farSide.texts()).toEqual(texts.map((text, i) => `${text} ${i + 1}`));
    expect(bot.runs).toEqual(texts);
  });

  it('are each person\'s own in a group, also where they are committed together', async () => {
    const group = { receiver: 'g', receiverType: 'group' };
    const by = (sender: string) => ({ ...group, sender, data: { text: sender } });
    await say(by('alice'), by('bob'), by('alice'), by('bob'), by('carol'));
    await start();
    await answered(5);
    expect(farSide.texts()).toEqual(['alice 1', 'bob 1', 'alice 2', 'bob 2', 'carol 1']);
  });

  it('are left to a person from the message on that asked for one', async () => {
    await say('a', '/person', 'b', 'c');
    await start();
    await answered(2);
    await sleep(300);
    expect(farSide.texts()).toEqual(['a 1', 'A person will take over from here.']);
    expect(bot.runs).toEqual(['a']);
  });

  it('do not wait for the handler of one behind them, and are handled one at a time', async () => {
    await say('a', 'b', 'sleep 1500', 'c', 'sleep 200', 'd', 'e');
    await start();
    await answered(2);
    expect(bot.runs).toEqual(['a', 'b', 'sleep 1500']);
    expect(bot.atOnce).toBe(1);
    await answered(7);
    expect(farSide.texts()).toEqual(['a 1', 'b 2', 'sleep 1500 3', 'c 4', 'sleep 200 5', 'd 6', 'e 7']);
    expect(bot.mostAtOnce).toBe(1);
    expect(bot.runs).toHaveLength(7);
  });

  it('are answered before what the handler of one behind them sends on its own', async () => {
    await say('a', 'b', 'note 200', 'c');
    await start();
    await answered(5);
    expect(farSide.texts()).toEqual(['a 1', 'b 2', 'note on note 200', 'note 200 3', 'c 4']);
  });

  it('are handled alone, each committed before the next one begins, where a process died on the first of them', async () => {
    await say('a', 'b', 'measure');
    const redis = new Redis(redisOptionsFrom(redisUrl));
    const conversation = conversationOf(aMessage({ appId: APP_ID, bot: 'quick_bot' }));
    bot.lineLength = () => redis.zcard(keysOf('inbound', conversation).ids(conversation));
    await (webhook.queue as InboundQueue).hold(conversation, 'a turn that died').claim();
    await start();
    await answered(3);
    redis.disconnect();
    expect(bot.lengths).toEqual([1]);
  });

  it('wait for one that fails, and those before it are not run again', async () => {
    await say('a', 'b', 'bite', 'c');
    await start();
    await answered(2);
    await until('it has failed twice', () => bot.runs.filter((text) => text === 'bite').length === 2);
    bot.bites = false;
    await answered(4);
    expect(farSide.texts()).toEqual(['a 1', 'b 2', 'bite 3', 'c 4']);
    expect(bot.runs.filter((text) => text !== 'bite')).toEqual(['a', 'b', 'c']);
  });
});
