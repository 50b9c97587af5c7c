import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, chatWith, CommandContext, compileBot, MessageContext, type Middleware, OnCommand, OnMessage, Outbox, RecordingOutbox, resumed, text, UserError } from './index.js';
import { postHandoff } from './handoff.js';

const MINUTE = 60_000;

describe('middleware', () => {
  const log: string[] = [];
  const logging = (name: string): Middleware => async (context, next) => {
    log.push(`${name} before ${context.text}`);
    const answer = await next();
    log.push(`${name} after`);
    return answer;
  };
  const onlyAlice: Middleware = ({ sender }, next) => (sender.uid === 'alice' ? next() : 'Alice only.');

  @Bot({ uid: 'layered_bot', middleware: [logging('own'), onlyAlice] })
  class LayeredBot { @OnMessage() hi() { log.push('handler'); return 'hi'; } }

  it('runs around the handler, that for all bots outermost', async () => {
    const bot = compileBot(new LayeredBot(), { middleware: [logging('all')] });
    const message = { id: '1', appId: 'a', bot: 'x', sender: 'alice', receiver: 'x', receiverType: 'user' as const, category: 'message', type: 'text', tags: [], data: { text: 'x' } };
    await bot.run({ message, memory: {}, signal: new AbortController().signal, attempt: 1 });
    expect(log).toEqual(['all before x', 'own before x', 'handler', 'own after', 'all after']);
  });

  it('may answer by itself', async () => {
    expect(await chatWith(new LayeredBot()).as('bob').say('x')).toEqual(['Alice only.']);
  });
});

describe('the flood limit', () => {
  @Bot({ uid: 'busy_bot', flood: { messages: 2, perMs: MINUTE, say: 'Slowly.' }, groupChatSetting: 'allMessages' })
  class BusyBot {
    @OnMessage() hi({ text }: MessageContext) {
      if (text === 'bad') throw new UserError('Bad.');
      return 'hi';
    }
  }

  it('says so once, and is silent then, until the time is over; per person', async () => {
    const alice = chatWith(new BusyBot()).inGroup();
    const said = [await alice.say('bad'), await alice.say('2'), await alice.say('3'), await alice.say('4')];
    expect(said).toEqual([['Bad.'], ['hi'], ['Slowly.'], []]);
    expect(await alice.as('bob').say('1')).toEqual(['hi']);
    alice.clock.advance(MINUTE);
    expect(await alice.say('5')).toEqual(['hi']);
  });

  it('ends a silenced message as limited', async () => {
    const bot = compileBot(new BusyBot());
    const message = { id: '1', appId: 'a', bot: 'x', sender: 'alice', receiver: 'x', receiverType: 'user' as const, category: 'message', type: 'text', tags: [], data: { text: 'x' } };
    const person = { flood: { count: 3, until: Date.now() + MINUTE } };
    const outcome = await bot.run({ message, memory: { person }, signal: new AbortController().signal, attempt: 1 });
    expect(outcome).toMatchObject({ replies: [], ended: 'limited' });
  });
});

describe('a handoff', () => {
  @Bot({ uid: 'desk_bot', groupChatSetting: 'allMessages', handoff: { forMs: 10 * MINUTE, webhook: 'https://desk.example.com' } })
  class DeskBot {
    @OnCommand('person') person({ handoff }: CommandContext) { return handoff('asked for it'); }
    @OnMessage() hi() { return 'hi'; }
  }

  it('silences the bot for everyone there, and tells the webhook', async () => {
    const alice = chatWith(new DeskBot()).inGroup('g');
    expect(await alice.command('person')).toEqual(['A person will take over from here.']);
    expect(await alice.as('bob').say('hello?')).toEqual([]);
    expect(await alice.inGroup('other').say('hello?')).toEqual(['hi']);
    expect(alice.handoffs).toEqual([
      { bot: 'desk_bot', conversation: { receiver: 'g', receiverType: 'group' }, sender: 'alice', reason: 'asked for it', messageId: '1' },
    ]);
  });

  it('ends with /bot resume, or by itself', async () => {
    const alice = chatWith(new DeskBot());
    await alice.command('person');
    expect(await alice.command('bot', 'resume')).toEqual(['I am back.']);
    expect(await alice.say('hello?')).toEqual(['hi']);
    await alice.command('person');
    alice.clock.advance(10 * MINUTE);
    expect(await alice.say('hello?')).toEqual(['hi']);
  });

  it('can be resumed from outside', () => {
    const offers = { actions: { yes: 'y' }, until: 1 };
    expect(resumed({ handoff: { reason: 'x', by: 'a', until: 1 }, offers })).toEqual({ offers });
    expect(resumed({ handoff: { reason: 'x', by: 'a', until: 1 } })).toBeNull();
    expect(resumed(undefined)).toBeNull();
  });

  it('is posted, and a webhook that refuses is an error', async () => {
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => seen.push([request.method, request.headers['idempotency-key'], JSON.parse(body)]));
      response.writeHead(request.url === '/ok' ? 204 : 500).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const handoff = { bot: 'b', conversation: { receiver: 'a', receiverType: 'user' as const }, sender: 'a', reason: 'r', messageId: '7' };
    const { signal } = new AbortController();
    await postHandoff(`http://127.0.0.1:${port}/ok`, handoff, signal);
    await expect(postHandoff(`http://127.0.0.1:${port}/no`, handoff, signal)).rejects.toThrow('The handoff webhook answered 500');
    expect(seen[0]).toEqual(['POST', 'b-7', handoff]);
    server.close();
    server.closeAllConnections();
  });
});

describe('what the house lends', () => {
  it('knows the history', async () => {
    @Bot('memory_bot')
    class MemoryBot {
      @OnMessage() async recall({ history }: MessageContext) { return (await history(3)).map(({ sender, text }) => `${sender}: ${text}`).join('\n') || 'nothing'; }
    }
    const alice = chatWith(new MemoryBot());
    expect([await alice.say('one'), await alice.say('two')]).toEqual([['nothing'], ['alice: one\nmemory_bot: nothing']]);
    const bare = compileBot(new MemoryBot());
    const message = { id: '1', appId: 'a', bot: 'x', sender: 'alice', receiver: 'x', receiverType: 'user' as const, category: 'message', type: 'text', tags: [], data: {} };
    await expect(bare.run({ message, memory: {}, signal: new AbortController().signal, attempt: 1 })).rejects.toThrow('There is no history here');
  });

  it('sends later, each id once', async () => {
    @Bot('reminder_bot')
    class ReminderBot {
      constructor(private readonly outbox: Outbox) {}
      @OnCommand('remind') async remind({ recipient, message }: CommandContext) {
        await this.outbox.send('reminder_bot', recipient, 'Now!', { at: new Date(0), id: `r-${message.id}` });
        await this.outbox.send('reminder_bot', recipient, 'Now!', { at: new Date(0), id: `r-${message.id}` });
        return 'I will.';
      }
    }
    const outbox = new RecordingOutbox();
    expect(await chatWith(new ReminderBot(outbox)).command('remind')).toEqual(['I will.']);
    expect(outbox.sent).toEqual([{ bot: 'reminder_bot', to: { receiver: 'alice', receiverType: 'user' }, reply: 'Now!', at: new Date(0), id: 'r-1' }]);
  });

  it('refuses to send later, in a test as on the day, what is only heard as an answer', async () => {
    const outbox = new RecordingOutbox();
    const alice = { receiver: 'alice', receiverType: 'user' as const };
    await expect(outbox.send('b', alice, text('Ship it?', { quickReplies: [{ id: 'ship', label: 'Yes' }] }))).rejects.toThrow('works only as an answer');
    await expect(outbox.send('b', alice, 'Now!', { at: new Date('soon') })).rejects.toThrow('"at" is not a time');
    expect(outbox.sent).toEqual([]);
  });
});
