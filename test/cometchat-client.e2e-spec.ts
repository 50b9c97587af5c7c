import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import type { IncomingMessage, Reply } from '../src/bot-kit/index.js';
import { CometChatClient } from '../src/cometchat/cometchat.client.js';
import { CometChatHistory } from '../src/cometchat/cometchat-history.js';
import { CometChatModule } from '../src/cometchat/cometchat.module.js';
import type { OutgoingMessage } from '../src/cometchat/outgoing-message.js';
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.js';
import { until } from './support/until.js';

const picture = { url: 'https://example.com/a.png', name: 'a.png', mimeType: 'image/png', extension: 'png', size: 2048 };
const card = { version: '1.0', style: { background: { light: '#FFFFFF', dark: '#000000' } }, body: [{ id: 't', type: 'text', content: 'x' }], fallbackText: 'x' };
const text = (said: string): Reply => ({ kind: 'text', text: said });

describe('the client against the simulator', () => {
  let simulator: Simulator;
  let app: TestingModule;
  let client: CometChatClient;
  let written = 0;

  beforeAll(async () => {
    simulator = await startSimulator();
    app = await Test.createTestingModule({
      imports: [CometChatModule.register({ apiUrl: simulator.apiUrl, apiKey: 'any', timeoutMs: 10_000 })],
    }).compile();
    client = app.get(CometChatClient);
  });

  afterAll(async () => {
    await app.close();
    await simulator.close();
  });

  beforeEach(async () => {
    simulator.reset();
    for (const uid of ['alice', 'helper']) await call('/users', { uid, name: uid });
    await call('/bots', { uid: 'helper', webhookURL: 'http://127.0.0.1:9/', enabled: false });
    await call('/groups', { guid: 'team', name: 'Team', type: 'public', members: { participants: ['alice', 'helper'] } });
  });

  async function call(path: string, body: object, headers: Record<string, string> = {}): Promise<{ id: string }> {
    const answer = await fetch(simulator.apiUrl + path, { method: 'POST', headers: { apikey: 'any', 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    const { data } = (await answer.json()) as { data: { id: string } };
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`);
    return data;
  }

  const aliceSays = (said: string, receiver = 'helper', receiverType = 'user') =>
    call('/messages', { receiver, receiverType, category: 'message', type: 'text', data: { text: said } }, { onBehalfOf: 'alice' });
  const toAlice = (reply: Reply, parentId?: string): OutgoingMessage => ({ id: `halley-helper-7-${++written}`, bot: 'helper', receiver: 'alice', receiverType: 'user', parentId, reply });
  const toTeam = (reply: Reply, parentId?: string): OutgoingMessage => ({ ...toAlice(reply, parentId), receiver: 'team', receiverType: 'group' });

  it.each<[string, Reply]>([
    ['text', text('Hello')],
    ['image', { kind: 'image', attachments: [picture], text: 'Look' }],
    ['file', { kind: 'file', attachments: [picture, picture] }],
    ['custom', { kind: 'custom', type: 'location', customData: { latitude: '50.6' } }],
    ['card', { kind: 'card', card, text: 'Order 7' }],
    ['interactive', { kind: 'interactive', type: 'form', interactiveData: { title: 'Order' }, text: 'Order' }],
  ])('sends and finds again: %s', async (_, reply) => {
    for (const outgoing of [toAlice(reply), toTeam(reply)]) {
      await expect(client.find(outgoing)).resolves.toBeUndefined();
      const sent = await client.send(outgoing);
      await expect(client.find(outgoing)).resolves.toEqual(sent);
    }
  });

  it('sends into threads, and finds it there, with and without muid in the answers', async () => {
    const inPrivate = await aliceSays('a thread');
    const inTeam = await aliceSays('a thread', 'team', 'group');
    for (const muidInAnswers of [true, false]) {
      simulator.set({ muidInAnswers });
      for (const outgoing of [toAlice(text('here'), inPrivate.id), toTeam(text('here'), inTeam.id)]) {
        const sent = await client.send(outgoing);
        await expect(client.find(outgoing)).resolves.toEqual(sent);
      }
    }
    expect(simulator.messages().filter(({ parentId }) => parentId !== undefined)).toHaveLength(4);
  });

  it('is told to leave a thread that is none', async () => {
    const parent = await aliceSays('a thread');
    const nested = await client.send(toAlice(text('here'), parent.id));
    for (const parentId of [nested.id, '99999']) {
      await expect(client.send(toAlice(text('here'), parentId))).rejects.toMatchObject({ kind: 'permanent', outcome: 'notSent', withoutThread: true });
    }
  });

  it('is told to fall back to text where the app takes neither cards nor forms', async () => {
    simulator.set({ cardsAccepted: false, interactiveAccepted: false });
    const form: Reply = { kind: 'interactive', type: 'form', interactiveData: {}, text: 'Order' };
    await expect(client.send(toAlice({ kind: 'card', card, text: 'x' }))).rejects.toMatchObject({ fallBackToText: true });
    await expect(client.send(toAlice(form))).rejects.toMatchObject({ fallBackToText: true });
  });

  it.each([
    ['failBeforeStoring', true, false],
    ['failAfterStoring', true, true],
    ['dropBeforeStoring', false, false],
    ['dropAfterStoring', false, true],
  ] as const)('knows after %s only what a look-up tells', async (fault, answered, stored) => {
    const outgoing = toAlice(text('Hello'));
    simulator.set({ [fault]: 1 });
    await expect(client.send(outgoing)).rejects.toMatchObject({ kind: 'transient', outcome: 'unknown', answered });
    simulator.set({ [fault]: 0 });
    expect((await client.find(outgoing)) !== undefined).toBe(stored);
  });

  it('finds what was stored late', async () => {
    const outgoing = toAlice(text('Hello'));
    simulator.set({ storeLate: 1, storeLateMs: 300 });
    await expect(client.send(outgoing)).rejects.toMatchObject({ outcome: 'unknown', answered: false });
    simulator.set({ storeLate: 0 });
    let found = await client.find(outgoing);
    await until('it is found', async () => (found ??= await client.find(outgoing)) !== undefined);
  });

  it('is paused by 429, and told for how long', async () => {
    simulator.set({ rateLimitBurst: 1 });
    await expect(client.send(toAlice(text('Hello')))).rejects.toMatchObject({ kind: 'rateLimited', outcome: 'notSent', retryAfterMs: expect.any(Number) });
  });

  it.each([
    ['an unknown receiver', { receiver: 'nobody' }, 'permanent'],
    ['an unknown group', { receiver: 'nowhere', receiverType: 'group' }, 'permanent'],
    ['an unknown bot', { bot: 'no-bot' }, 'configuration'],
    ['no text', { reply: text('') }, 'permanent'],
  ] as const)('classes %s', async (_, fields, kind) => {
    await expect(client.send({ ...toAlice(text('Hello')), ...fields })).rejects.toMatchObject({ kind, outcome: 'notSent', answered: true });
  });

  it('reads what was said before a message, oldest first', async () => {
    const history = app.get(CometChatHistory);
    for (const said of ['one', 'two', 'three']) await aliceSays(said, 'team', 'group');
    await client.send(toTeam(text('four')));
    const last = await aliceSays('five', 'team', 'group');
    await aliceSays('six', 'team', 'group');
    const message = { id: last.id, bot: 'helper', sender: 'alice', receiver: 'team', receiverType: 'group' } as IncomingMessage;
    const past = await history.before(message, 3, { signal: new AbortController().signal });
    expect(past.map(({ sender, text: said }) => `${sender}: ${said}`)).toEqual(['alice: two', 'alice: three', 'helper: four']);
  });
});
