import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { until } from '../../test/support/until.js';
import { Bot, chatWith, compileBot, MemoryBudgets, MessageContext, OnMessage } from '../bot-kit/index.js';
import { LanguageModel } from './language-model.js';
import { ModelServer } from './testing/model-server.js';
import { Tool } from './tool.decorator.js';

class Clerk {
  readonly lookedUp: string[] = [];

  @Tool('Tells the state of an order', z.object({ number: z.string().regex(/^\d+$/) }))
  orderState({ number }: { number: string }, { sender }: MessageContext) {
    this.lookedUp.push(`${sender.uid}: ${number}`);
    return { number, state: 'packed' };
  }
}

@Bot({ uid: 'clever_bot', groupChatSetting: 'allMessages' })
class CleverBot extends Clerk {
  constructor(private readonly model: LanguageModel) {
    super();
  }

  @OnMessage()
  answer(context: MessageContext) {
    return this.model.answer(context, { instructions: 'Be brief.', window: 4, tools: context.text.includes('order') ? [this] : [], maxTokens: 50 });
  }
}

describe('a bot with a language model', () => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await ModelServer.start();
  });
  afterAll(() => server.close());

  let budgets: MemoryBudgets;
  let bot: CleverBot;
  const limits = { perUser: 1_000, perBot: 1_500 };
  beforeEach(() => {
    budgets = new MemoryBudgets();
    bot = new CleverBot(new LanguageModel({ baseUrl: server.url, model: 'tiny', apiKey: 'the key', timeoutMs: 10_000, tokensPerDay: limits }, budgets));
  });

  it('reads the answer as it streams in', async () => {
    server.answersWith({ say: ['Hel', 'lo ', 'Alice! '] });
    expect(await chatWith(bot).say('hi')).toEqual(['Hello Alice!']);
    expect(server.asked).toMatchObject([{ model: 'tiny', max_completion_tokens: 50, messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'hi' }] }]);
    expect(server.asked[0]).not.toHaveProperty('tools');
    expect(server.authorizations.at(-1)).toBe('Bearer the key');
  });

  it('tells the model what was said before, as far back as the window reaches', async () => {
    const alice = chatWith(bot);
    server.answersWith({ say: ['one'] }, { say: ['two'] }, { say: ['three'] }, { say: ['four'] });
    for (const text of ['1', '2', '3', '4']) await alice.say(text);
    expect(server.asked[3].messages.map(({ role, content }) => `${role}: ${content}`)).toEqual([
      'system: Be brief.', 'user: 2', 'assistant: two', 'user: 3', 'assistant: three', 'user: 4',
    ]);
    server.answersWith({ say: ['five'] });
    await alice.as('bob').inGroup().say('5');
    expect(server.asked[0].messages.at(-1)).toEqual({ role: 'user', content: 'bob: 5' });
  });

  it('lets the model call its methods, and tells it of wrong arguments', async () => {
    server.answersWith({ call: 'orderState', args: '{"number":"seven"}' }, { call: 'orderState', args: '{"number":"7"}' }, { say: ['It is packed.'] });
    expect(await chatWith(bot).say('where is my order 7?')).toEqual(['It is packed.']);
    expect(bot.lookedUp).toEqual(['alice: 7']);
    expect(server.asked[0].tools).toMatchObject([{ function: { name: 'orderState', description: 'Tells the state of an order', parameters: { type: 'object', required: ['number'] } } }]);
    expect(server.asked[1].messages.at(-1)).toMatchObject({ role: 'tool', content: expect.stringContaining('Wrong arguments') });
    expect(server.asked[2].messages.at(-1)).toMatchObject({ role: 'tool', content: '{"number":"7","state":"packed"}' });
    expect(budgets.used).toHaveLength(3);
  });

  it('stops a model that only ever calls tools', async () => {
    server.answersWith(...Array.from({ length: 9 }, () => ({ call: 'orderState', args: '{"number":"7"}' })));
    bot = new CleverBot(new LanguageModel({ baseUrl: server.url, model: 'tiny', timeoutMs: 10_000, tokensPerDay: { perUser: 1e6, perBot: 1e6 } }, budgets));
    await expect(chatWith(bot).say('order')).rejects.toThrow('The language model gave no answer.');
    expect(server.asked).toHaveLength(6);
  });

  it('spends what the call came to, and does not call once the budget is spent', async () => {
    server.answersWith({ say: ['ok'] });
    await chatWith(bot).say('hi');
    expect(budgets.used).toEqual([{ bot: 'clever_bot', user: 'alice', model: 'tiny', promptTokens: 20, completionTokens: 5, ms: expect.any(Number) }]);
    await budgets.reserve({ bot: 'clever_bot', user: 'alice' }, 940, limits);
    expect(await chatWith(bot).say('hi')).toEqual(['That is all I can answer today. Please ask me again tomorrow.']);
    expect(server.asked).toHaveLength(1);
    server.answersWith({ say: ['ok'] }, { say: ['ok'] });
    expect(await chatWith(bot).as('bob').say('hi')).toEqual(['ok']);
  });

  it('estimates what a call came to where the endpoint does not tell', async () => {
    server.answersWith({ say: ['It is a long story.'], withoutUsage: true });
    await chatWith(bot).say('hi');
    expect(budgets.used).toHaveLength(1);
    expect(budgets.used[0].promptTokens).toBeGreaterThan(20);
    expect(budgets.used[0].completionTokens).toBeGreaterThan(6);
  });

  it('gives back what a failed call had reserved, and lets the message be tried again', async () => {
    server.answersWith({ status: 401 });
    await expect(chatWith(bot).say('hi')).rejects.toThrow('401');
    expect(budgets.used).toEqual([]);
    expect(await budgets.reserve({ bot: 'clever_bot', user: 'alice' }, 1_000, limits)).toBeDefined();
  });

  it('ends the call when the handler is aborted', async () => {
    server.answersWith({ hang: true });
    const aborting = new AbortController();
    const message = { id: '1', appId: 'a', bot: 'clever_bot', sender: 'ann', receiver: 'clever_bot', receiverType: 'user' as const, category: 'message', type: 'text', tags: [], data: { text: 'hi' } };
    const history = { before: () => Promise.resolve([]) };
    const run = compileBot(bot, { history }).run({ message, memory: {}, signal: aborting.signal, attempt: 1 });
    await Promise.all([
      expect(run).rejects.toThrow('aborted'),
      until('the model is asked', () => server.asked.length > 0).then(() => aborting.abort()),
    ]);
    await server.abandoned;
    // The model had read what was asked.
    expect(budgets.used).toEqual([expect.objectContaining({ user: 'ann', completionTokens: 0 })]);
    expect(budgets.used[0].promptTokens).toBeGreaterThan(20);
  });

  it('has a flood limit unless it says otherwise', async () => {
    @Bot({ uid: 'free_bot', flood: false })
    class FreeBot { constructor(readonly model: LanguageModel) {} @OnMessage() hi() { return 'hi'; } }
    const alice = chatWith(new FreeBot(new LanguageModel({ baseUrl: server.url, model: 'tiny', timeoutMs: 10_000, tokensPerDay: limits }, budgets)));
    for (let count = 0; count < 12; count++) expect(await alice.say('x')).toEqual(['hi']);

    @Bot('limited_bot')
    class LimitedBot { constructor(readonly model: LanguageModel) {} @OnMessage() hi() { return 'hi'; } }
    const bob = chatWith(new LimitedBot(new LanguageModel({ baseUrl: server.url, model: 'tiny', timeoutMs: 10_000, tokensPerDay: limits }, budgets)));
    const said: unknown[] = [];
    for (let count = 0; count < 12; count++) said.push(...(await bob.say('x')));
    expect(said).toEqual([...Array.from({ length: 10 }, () => 'hi'), 'That was a lot at once. Please give me a moment.']);
  });
});

describe('MemoryBudgets', () => {
  it('starts anew each day', async () => {
    let now = Date.UTC(2026, 0, 1, 23);
    const budgets = new MemoryBudgets(() => now);
    const spender = { bot: 'b', user: 'u' };
    expect(await budgets.reserve(spender, 10, { perUser: 10, perBot: 10 })).toBeDefined();
    expect(await budgets.reserve(spender, 1, { perUser: 10, perBot: 100 })).toBeUndefined();
    expect(await budgets.reserve({ bot: 'b', user: 'v' }, 1, { perUser: 10, perBot: 10 })).toBeUndefined();
    now += 2 * 60 * 60 * 1000;
    expect(await budgets.reserve(spender, 10, { perUser: 10, perBot: 10 })).toBeDefined();
  });

  it('settles a reservation once', async () => {
    const budgets = new MemoryBudgets(() => 0);
    const [spender, limits] = [{ bot: 'b', user: 'u' }, { perUser: 10, perBot: 10 }];
    const reservation = (await budgets.reserve(spender, 8, limits))!;
    for (const used of [{ model: 'm', promptTokens: 4, completionTokens: 2, ms: 1 }, undefined]) await budgets.settle(reservation, used);
    expect(await budgets.reserve(spender, 5, limits)).toBeUndefined();
    expect(await budgets.reserve(spender, 4, limits)).toBeDefined();
    expect(budgets.used).toHaveLength(1);
  });
});
