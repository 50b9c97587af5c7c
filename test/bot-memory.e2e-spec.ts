import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Bot, type CommandContext, type MessageContext, OnAction, OnCommand, OnMessage, OnStep, type StepContext, text } from '../src/bot-kit/index.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

@Bot({ uid: 'memory_bot', session: { initial: () => ({ count: 0 }) } })
class MemoryBot {
  private failures = 0;

  @OnCommand('start') start({ next }: CommandContext) { return next('name', 'Your name?'); }
  @OnStep('name') name({ text: name }: StepContext) { return `Hello ${name}.`; }
  @OnCommand('offer') offer() { return text('Deal?', { quickReplies: [{ id: 'deal', label: 'Deal!' }] }); }
  @OnAction('deal') deal() { return 'Done.'; }
  @OnCommand('person') person({ handoff }: CommandContext) { return handoff('asked'); }
  @OnCommand('shaky') shaky({ session }: CommandContext<{ count: number }>) {
    session.count += 100;
    if (this.failures++ === 0) throw new Error('once');
    return `${session.count}`;
  }
  @OnMessage() count({ session }: MessageContext<{ count: number }>) { return `${++session.count}`; }
}

describe('what a bot remembers', () => {
  let redisUrl: string;
  let farSide: FarSide;
  let worker: INestApplicationContext;
  let nextId = 1;

  const start = () => startWorker(aConfig(redisUrl, farSide.url), [new MemoryBot()]);

  beforeEach(async () => {
    redisUrl = await freshRedis();
    farSide = await new FarSide().start();
    worker = await start();
  });

  afterEach(async () => {
    await worker.close();
    await farSide.close();
  });

  /** Writes, and waits until so many replies have arrived in all. */
  async function say(said: string, replies: number, over: object = {}): Promise<void> {
    await worker.get(InboundQueue).accept(aMessage({ appId: APP_ID, id: String(nextId++), bot: 'memory_bot', receiver: 'memory_bot', data: { text: said }, ...over }));
    await until(`${replies} replies are stored`, () => farSide.stored.length >= replies);
  }

  it('survives a restart: the question that is open, the session, and what was offered', async () => {
    await say('x', 1);
    await say('/start', 2);
    await worker.close();
    worker = await start();
    await say('Alice', 3);
    await say('/offer', 4);
    await worker.close();
    worker = await start();
    await say('Deal!', 5);
    await say('y', 6);
    expect(farSide.texts()).toEqual(['1', 'Your name?', 'Hello Alice.', 'Deal?', 'Done.', '2']);
  });

  it('is each person\'s own in a group, and a handoff everyone\'s', async () => {
    const group = { receiver: 'g', receiverType: 'group' };
    await say('x', 1, group);
    await say('x', 2, { ...group, sender: 'bob' });
    await say('x', 3, group);
    await say('/person', 4, group);
    await say('anyone?', 4, { ...group, sender: 'bob' });
    await say('/bot resume', 5, { ...group, sender: 'bob' });
    await say('x', 6, { ...group, sender: 'bob' });
    expect(farSide.texts()).toEqual(['1', '1', '2', 'A person will take over from here.', 'I am back.', '2']);
  });

  it('keeps nothing of a run that failed', async () => {
    await say('/shaky', 1);
    expect(farSide.texts()).toEqual(['100']);
  });
});
