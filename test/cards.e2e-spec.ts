import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Bot, card, OnMessage, type MessageContext } from '../src/bot-kit/index.js';
import type { HalleyConfig } from '../src/config/config.js';
import { DeadLetters } from '../src/queue/dead-letters.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

@Bot('card_bot')
class CardBot {
  @OnMessage()
  show({ text }: MessageContext) {
    return card({ body: [{ id: 'title', type: 'text', content: text }], fallbackText: text }, { metadata: { kept: true } });
  }
}

describe('a card', () => {
  let farSide: FarSide;
  let worker: INestApplicationContext;
  let nextId: number;

  beforeEach(async () => {
    farSide = await new FarSide().start();
    nextId = 1;
  });

  afterEach(async () => {
    await worker.close();
    await farSide.close();
  });

  async function startWith(cards: HalleyConfig['cards']): Promise<void> {
    worker = await startWorker(aConfig(await freshRedis(), farSide.url, { cards }), [new CardBot()]);
  }

  /** As an app without cards does. */
  const refuseCards = () => (farSide.refuses = (category) => (category === 'card' ? 'ERR_INVALID_MESSAGE_CATEGORY' : undefined));

  async function show(...texts: string[]): Promise<string[]> {
    const expected = farSide.stored.length + texts.length;
    for (const text of texts) {
      await worker.get(InboundQueue).accept(aMessage({ appId: APP_ID, id: String(nextId++), bot: 'card_bot', receiver: 'card_bot', data: { text } }));
    }
    await until(`${expected} replies are stored`, () => farSide.stored.length >= expected);
    return farSide.stored.map(({ category, text }) => `${category} ${text}`);
  }

  const tried = () => farSide.attempts.map(({ category }) => category);

  it.each(['on', 'probe'] as const)('is sent as a card where the app takes it (CARDS=%s)', async (cards) => {
    await startWith(cards);
    expect(await show('a', 'b')).toEqual(['card a', 'card b']);
    expect(tried()).toEqual(['card', 'card']);
  });

  it('is its text at once where it is not to be tried (CARDS=off)', async () => {
    await startWith('off');
    expect(await show('a', 'b')).toEqual(['message a', 'message b']);
    expect(tried()).toEqual(['message', 'message']);
    expect(farSide.stored[0].data).toMatchObject({ metadata: { kept: true } });
  });

  it('is its text where it was refused, and the next ones are not tried (CARDS=probe)', async () => {
    await startWith('probe');
    refuseCards();
    expect(await show('a', 'b', 'c')).toEqual(['message a', 'message b', 'message c']);
    expect(tried()).toEqual(['card', 'message', 'message', 'message']);
  });

  it('is its text where it was refused, and each one is tried (CARDS=on)', async () => {
    await startWith('on');
    refuseCards();
    expect(await show('a', 'b')).toEqual(['message a', 'message b']);
    expect(tried()).toEqual(['card', 'message', 'card', 'message']);
  });

  it('that is refused for what is in it says nothing of the next one', async () => {
    await startWith('probe');
    let refusals = 1;
    farSide.refuses = () => (refusals-- > 0 ? 'ERR_INVALID_MESSAGE_DATA' : undefined);
    await worker.get(InboundQueue).accept(aMessage({ appId: APP_ID, id: String(nextId++), bot: 'card_bot', receiver: 'card_bot', data: { text: 'bad' } }));
    await until('it is a dead letter', async () => (await worker.get(DeadLetters).count()) === 1);
    expect(await show('good')).toEqual(['card good']);
  });
});
