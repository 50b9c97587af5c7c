import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Outbox } from '../src/bot-kit/index.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

const alice = { receiver: 'alice', receiverType: 'user' } as const;

describe('the outbox', () => {
  let farSide: FarSide;
  let app: INestApplicationContext;
  let outbox: Outbox;

  beforeEach(async () => {
    farSide = await new FarSide().start();
    app = await startWorker(aConfig(await freshRedis(), farSide.url));
    outbox = app.get(Outbox, { strict: false });
  });

  afterEach(async () => {
    await app.close();
    await farSide.close();
  });

  const stored = (count: number) => until(`${count} messages`, () => farSide.stored.length >= count);

  it('sends without being asked, and the same id only once', async () => {
    const [first, again] = [await outbox.send('echo_bot', alice, 'News!', { id: 'news' }), await outbox.send('echo_bot', alice, 'News!', { id: 'news' })];
    expect(again).toEqual(first);
    await outbox.send('echo_bot', alice, 'More news!');
    await stored(2);
    expect(farSide.texts('alice')).toEqual(['News!', 'More news!']);
  });

  it('keeps the order of the conversation, behind what waits in it', async () => {
    farSide.behave = (text, attempt) => (text === 'asked' && attempt === 1 ? { answer: 'error', status: 500 } : { answer: 'ok' });
    await app.get(InboundQueue).accept(aMessage({ appId: APP_ID, data: { text: 'asked' } }));
    await until('the answer was tried', () => farSide.attempts.length === 1);
    await outbox.send('echo_bot', alice, 'unasked');
    await stored(2);
    expect(farSide.texts('alice')).toEqual(['asked', 'unasked']);
  });

  it('sends later, in the thread and to the group it was told', async () => {
    const at = new Date(Date.now() + 1_500);
    const group = { receiver: 'team', receiverType: 'group', parentId: '7' } as const;
    await outbox.send('echo_bot', group, 'Stand-up!', { at, id: 'stand-up' });
    await outbox.send('echo_bot', group, 'Stand-up!', { at, id: 'stand-up' });
    await outbox.send('echo_bot', alice, 'now');
    await stored(2);
    const [standUp] = farSide.stored.filter(({ text }) => text === 'Stand-up!');
    expect(standUp).toMatchObject({ receiver: 'team', parentId: '7' });
    expect(standUp.at).toBeGreaterThanOrEqual(at.getTime() - 50);
    expect(farSide.texts('alice')).toEqual(['now']);
  });

  it('refuses what would be heard of only as an answer', async () => {
    await expect(outbox.send('echo_bot', alice, { kind: 'text', text: 'Yes or no?', actions: { yes: 'Yes' } })).rejects.toThrow('works only as an answer');
    const form = { kind: 'interactive', type: 'form', interactiveData: {}, text: 'A form', submitsTo: { form: 'f', version: '1' } } as const;
    await expect(outbox.send('echo_bot', alice, form)).rejects.toThrow('works only as an answer');
  });

  it('refuses a time that is none', async () => {
    await expect(outbox.send('echo_bot', alice, 'when?', { at: new Date('soon') })).rejects.toThrow('"at" is not a time');
  });
});
