import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Bot, type IncomingMessage, type MessageContext, OnCommand, OnMessage } from '../src/bot-kit/index.js';
import { environmentWith } from '../src/config/environment-with.js';
import { conversationOf } from '../src/queue/conversation.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { Journal } from '../src/queue/journal.js';
import { AND_NEXT, handled as outcomeOf } from '../src/queue/testing/a-line.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { post, startWebhook, type WebhookApp } from './support/webhook-app.js';
import { startWorker } from './support/worker.js';

const run = promisify(execFile);

/** Under the name of a sample bot, which the command line knows. */
@Bot({ uid: 'echo_bot', aliases: ['demo_bot'], groupChatSetting: 'allMessages' })
class DeskBot {
  @OnCommand('person', 'Calls a person')
  person({ handoff }: MessageContext) {
    return handoff('was asked for');
  }

  @OnMessage()
  answer({ text }: MessageContext) {
    return text;
  }
}

describe('a conversation that was handed to a person', () => {
  let redisUrl: string;
  let farSide: FarSide;
  let webhook: WebhookApp;
  let worker: INestApplicationContext | undefined;
  let handled: number;
  let said: number;

  beforeEach(async () => {
    redisUrl = await freshRedis();
    farSide = await new FarSide().start();
    webhook = await startWebhook(redisUrl, { bots: [DeskBot] });
    [handled, said] = [0, 0];
  });

  afterEach(async () => {
    await worker?.close();
    worker = undefined;
    await webhook.close();
    await farSide.close();
  });

  const message = (text: string, over: Partial<IncomingMessage> = {}) => aMessage({ appId: APP_ID, id: String(++said), data: { text }, ...over });

  /** Says it and waits until the bot has dealt with it, answered or not. */
  async function say(text: string, over?: Partial<IncomingMessage>): Promise<void> {
    await webhook.queue.accept(message(text, over));
    await until(`"${text}" is handled`, () => handled === said);
  }

  async function startBot(): Promise<void> {
    worker = await startWorker(aConfig(redisUrl, farSide.url), [new DeskBot()]);
    worker.get(Journal).on('handled', () => handled++);
  }

  const answers = (...texts: string[]) => until(`the answers are ${texts.join(', ')}`, () => farSide.texts().join('\n') === texts.join('\n'));

  async function resume(body: object, headers?: Record<string, string>): Promise<unknown[]> {
    const response = await post(`${webhook.url}/conversations/resume`, body, headers);
    return [response.status, await response.json()];
  }

  const withAlice = { bot: 'echo_bot', receiver: 'alice', receiverType: 'user' };

  it('goes back to its bot when it is resumed over HTTP, by an alias and in any case', async () => {
    await startBot();
    for (const text of ['/person', 'silence']) await say(text);
    expect(await resume({ ...withAlice, bot: 'Demo_Bot', receiver: 'Alice' })).toEqual([200, { status: 'resumed' }]);
    await say('back?');
    await answers('A person will take over from here.', 'back?');
    expect(await resume(withAlice)).toEqual([200, { status: 'not_handed_off' }]);
  });

  it('of a group is resumed for the group', async () => {
    await startBot();
    const inGroup = { receiver: 'team', receiverType: 'group' } as const;
    for (const text of ['/person', 'silence']) await say(text, inGroup);
    expect(await resume(withAlice)).toEqual([200, { status: 'not_handed_off' }]);
    expect(await resume({ bot: 'echo_bot', ...inGroup })).toEqual([200, { status: 'resumed' }]);
    await say('back?', { ...inGroup, sender: 'bob' });
    await answers('A person will take over from here.', 'back?');
  });

  it('goes back to its bot by the command line', async () => {
    await startBot();
    for (const text of ['/person', 'silence']) await say(text);
    const env = environmentWith({
      REDIS_URL: redisUrl, COMETCHAT_APP_ID: APP_ID, COMETCHAT_REGION: 'eu', COMETCHAT_API_KEY: 'key', WEBHOOK_USERNAME: 'halley', WEBHOOK_PASSWORD: 'a password', NODE_OPTIONS: '',
    });
    const halley = (...args: string[]) => run(process.execPath, ['dist/cli/halley.js', ...args], { env });
    expect((await halley('resume', 'echo_bot', 'alice')).stdout).toBe('echo_bot answers again.\n');
    expect((await halley('resume', 'echo_bot', 'alice')).stdout).toContain('has that conversation already');
    await expect(halley('resume', 'nobody', 'alice')).rejects.toThrow('No bot "nobody" is known here. There is echo_bot, ');
    await say('back?');
    await answers('A person will take over from here.', 'back?');
  });

  it.each([
    ['without credentials', withAlice, { authorization: '' }, 401, 'unauthorized'],
    ['for an unknown bot', { ...withAlice, bot: 'nobody' }, {}, 404, 'unknown_bot'],
    ['without a receiver', { ...withAlice, receiver: undefined }, {}, 400, 'invalid_payload'],
    ['for an unknown receiverType', { ...withAlice, receiverType: 'channel' }, {}, 400, 'invalid_payload'],
  ])('is not resumed %s', async (_, body, headers, status, error) => {
    expect(await resume(body, headers)).toEqual([status, { error, message: expect.any(String) }]);
  });

  it('is not handed off again by a turn that ran while it was resumed', async () => {
    const queue = webhook.queue as InboundQueue;
    const conversation = conversationOf(message('/person'));
    const handoff = { value: { handoff: { reason: 'x', by: 'alice', until: Date.now() + 60_000 } }, ttlMs: 60_000 };
    for (const text of ['/person', 'meanwhile']) await queue.accept(message(text));
    const line = queue.hold(conversation, 'turn-1');
    const first = await line.claim();
    if (!('head' in first)) throw new Error('no head');
    const { next: second } = await line.commit([outcomeOf(first.head, [], { conversation: handoff })], AND_NEXT);
    if (!('head' in second)) throw new Error('no second head');
    expect(second.head.memory.conversation).toContain('handoff');

    expect(await resume(withAlice)).toEqual([200, { status: 'resumed' }]);
    expect((await line.commit([outcomeOf(second.head, [], { conversation: handoff })], {})).next).toEqual({ kind: 'fenced' });
    expect(await queue.hold(conversation, 'turn-2').claim()).toMatchObject({ kind: 'head', head: { member: second.head.member, memory: { conversation: '' } } });

    // The line was woken: a worker that starts now answers what the turn could not commit.
    await startBot();
    await answers('meanwhile');
  });
});
