import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { until } from '../../test/support/until.js';
import { type Simulator, startSimulator } from './start-simulator.js';

describe('the simulator', () => {
  let simulator: Simulator;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await startReceiver();
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    receiver.callbacks.length = 0;
    await call('POST', '/users', { uid: 'Alice', name: 'Alice' });
    await call('POST', '/users', { uid: 'helper', name: 'Helper' });
    await call('POST', '/bots', {
      uid: 'helper',
      webhookURL: receiver.url,
      enabled: true,
      groupChatSetting: 'mentionedMessages',
      useBasicAuth: true,
      username: 'hook',
      password: 'se:cret',
    });
    await call('POST', '/groups', { guid: 'team', name: 'Team', type: 'public', members: { participants: ['alice', 'helper'] } });
  });
  afterAll(async () => {
    await simulator.close();
    receiver.server.close();
  });

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(simulator.apiUrl + path, {
      method,
      headers: { apikey: 'any', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer };
  }

  const text = (said: string, receiverId = 'helper', receiverType = 'user') => ({
    receiver: receiverId,
    receiverType,
    category: 'message',
    type: 'text',
    data: { text: said },
  });
  const asAlice = { onBehalfOf: 'alice' };

  it('delivers a 1:1 message in the shape of the documented callback, with Basic auth', async () => {
    const sent = await call('POST', '/messages', text('hi'), asAlice);
    expect(sent.status).toBe(200);
    const { body, authorization } = await receiver.next();
    expect(authorization).toBe(`Basic ${Buffer.from('hook:se:cret').toString('base64')}`);
    expect(body).toMatchObject({
      trigger: 'after_message',
      data: { id: '3', conversationId: 'alice_user_helper', sender: 'alice', receiverType: 'user', receiver: 'helper', data: { text: 'hi' } },
      appId: '2248348660ad9bd4',
      origin: { platform: 'web', language: 'reactjs', resource: 'chat-widget' },
      chatAPIVersion: '3.0',
      region: 'eu',
      bot: 'helper',
    });
  });

  it('relays group messages by groupChatSetting', async () => {
    await call('POST', '/messages', text('hello all', 'team', 'group'), asAlice);
    await call('POST', '/messages', text('<@uid:helper> hello', 'team', 'group'), asAlice);
    const { body } = await receiver.next();
    expect(body).toMatchObject({ data: { data: { text: '<@uid:helper> hello', mentions: { helper: { uid: 'helper', name: 'Helper' } } } } });
    expect(simulator.deliveries()).toHaveLength(1);
  });

  it('finds a message of a bot again by its tag', async () => {
    await call('POST', '/bots/helper/messages', { ...text('one', 'alice'), muid: 'm-1', tags: ['t-1'] });
    await call('POST', '/bots/helper/messages', { ...text('two', 'alice'), tags: ['t-2'] });
    const found = await call('GET', '/users/alice/messages?withTags=true&tags[]=t-1', undefined, { onBehalfOf: 'helper' });
    expect(found.body.data).toMatchObject([{ data: { text: 'one' }, tags: ['t-1'], muid: 'm-1' }]);
    const none = await call('GET', '/users/alice/messages?withTags=true&tags[]=t-3', undefined, { onBehalfOf: 'helper' });
    expect(none.body.data).toEqual([]);
  });

  it('answers in a thread, and refuses a thread in a thread', async () => {
    const { body } = await call('POST', '/messages', text('hi'), asAlice);
    const { id } = body.data as { id: string };
    const reply = await call('POST', `/messages/${id}/thread`, text('in here', 'alice'), { onBehalfOf: 'helper' });
    expect(reply.body.data).toMatchObject({ parentId: id });
    const nested = await call('POST', `/messages/${(reply.body.data as { id: string }).id}/thread`, text('no', 'alice'), { onBehalfOf: 'helper' });
    expect(nested.body.error).toMatchObject({ code: 'ERR_MESSAGE_THREAD_NESTING' });
    const listed = await call('GET', `/messages/${id}/thread`);
    expect(listed.body.data).toHaveLength(1);
  });

  it.each([
    ['an unknown bot', 'POST', '/bots/nobody/messages', text('x', 'alice'), 404, 'ERR_BOT_NOT_FOUND'],
    ['an unknown user', 'POST', '/bots/helper/messages', text('x', 'nobody'), 404, 'ERR_UID_NOT_FOUND'],
    ['an unknown group', 'POST', '/bots/helper/messages', text('x', 'nowhere', 'group'), 404, 'ERR_GUID_NOT_FOUND'],
    ['a blank text', 'POST', '/bots/helper/messages', text(' ', 'alice'), 400, 'ERR_EMPTY_MESSAGE_TEXT'],
    ['10 KB of data', 'POST', '/bots/helper/messages', text('x'.repeat(10_240), 'alice'), 400, 'ERR_BAD_REQUEST'],
    ['26 tags', 'POST', '/bots/helper/messages', { ...text('x', 'alice'), tags: Array(26).fill('t') }, 400, 'ERR_BAD_REQUEST'],
    ['an unknown category', 'POST', '/bots/helper/messages', { ...text('x', 'alice'), category: 'poem' }, 400, 'ERR_INVALID_MESSAGE_CATEGORY'],
    ['a second bot of one user', 'POST', '/bots', { uid: 'helper', webhookURL: 'https://example.com' }, 400, 'ERR_BOT_ALREADY_EXISTS'],
    ['an unknown route', 'GET', '/nothing', undefined, 404, 'ERR_API_NOT_FOUND'],
  ])('refuses %s', async (_what, method, path, body, status, code) => {
    const answer = await call(method, path, body);
    expect(answer).toMatchObject({ status, body: { error: { code, source: 'chat-api' } } });
  });

  it('wants an API key and names the fields that are wrong', async () => {
    expect(await call('GET', '/users', undefined, { apikey: '' })).toMatchObject({ status: 401, body: { error: { code: 'AUTH_ERR_EMPTY_APIKEY' } } });
    const refused = await call('POST', '/users', {});
    expect(refused.body.error).toMatchObject({ details: { uid: ['The uid field is required.'], name: ['The name field is required.'] } });
  });

  it('counts in a window and answers 429 with Retry-After when it is used up', async () => {
    simulator.set({ standardPerMinute: 1000 });
    const first = await call('GET', '/users');
    expect(first.headers.get('x-rate-limit')).toBe('1000');
    expect(Number(first.headers.get('x-rate-limit-remaining'))).toBeLessThan(1000);
    simulator.set({ standardPerMinute: 1 });
    let refused = first;
    // A minute may end at any time; then one more is let through.
    await until('one is refused', async () => (refused = await call('GET', '/users')).status !== 200);
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'ERR_TOO_MANY_REQUESTS' } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('keeps a log of requests and deliveries', async () => {
    await call('POST', '/messages', text('hi'), asAlice);
    await receiver.next();
    const sends = () => simulator.requests().filter(({ path }) => path === '/v3/messages');
    await until('the request is logged', () => sends().length > 0);
    expect(sends()).toMatchObject([{ method: 'POST', status: 200, actor: 'alice', messageId: '3', body: text('hi') }]);
  });
});

interface Answer {
  data?: unknown;
  error?: { code: string; details?: unknown };
}

interface Callback {
  body: unknown;
  authorization?: string;
}

interface Receiver {
  server: Server;
  url: string;
  callbacks: Callback[];
  next(): Promise<Callback>;
}

async function startReceiver(): Promise<Receiver> {
  const callbacks: Callback[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      callbacks.push({ body: JSON.parse(body), authorization: request.headers.authorization });
      response.end('{}');
      server.emit('callback');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const next = async () => {
    if (callbacks.length === 0) await once(server, 'callback');
    return callbacks.shift() as Callback;
  };
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, callbacks, next };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
