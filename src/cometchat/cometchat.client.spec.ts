import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { apiError, CannedApi } from '../../test/support/canned-api.js';
import { json } from '../../test/support/wire.js';
import { CometChatClient } from './cometchat.client.js';
import { CometChatModule } from './cometchat.module.js';
import type { OutgoingMessage } from './outgoing-message.js';

const ID = 'halley-echo_bot-7-1';
const toAlice: OutgoingMessage = { id: ID, bot: 'echo_bot', receiver: 'alice', receiverType: 'user', reply: { kind: 'text', text: 'Hello' } };
const toGroup: OutgoingMessage = { ...toAlice, receiver: 'project group', receiverType: 'group' };
const inThread: OutgoingMessage = { ...toAlice, parentId: '712' };
const stored = (fields: object) => ({ id: '900', sender: 'echo_bot', receiver: 'alice', receiverType: 'user', category: 'message', type: 'text', ...fields });

describe('CometChatClient', () => {
  const api = new CannedApi();
  let app: TestingModule;
  let client: CometChatClient;

  beforeAll(async () => {
    const apiUrl = await api.start();
    app = await Test.createTestingModule({ imports: [CometChatModule.register({ apiUrl, apiKey: 'secret-key' })] }).compile();
    client = app.get(CometChatClient);
  });

  afterAll(async () => {
    await app.close();
    await api.stop();
  });

  beforeEach(() => {
    api.received.length = 0;
  });

  const answerLists = (lists: Record<string, unknown[]>) => {
    api.respond = (response, { path }) => json(response, 200, { data: lists[path] ?? [], meta: {} });
  };

  it('sends as the bot, with the key of the app', async () => {
    api.respond = (response) => json(response, 200, { data: stored({ id: 900 }) });
    await expect(client.send(toAlice)).resolves.toEqual({ id: '900' });
    expect(api.received).toMatchObject([
      { method: 'POST', path: '/v3/bots/echo_bot/messages', headers: { apikey: 'secret-key', 'content-type': 'application/json' }, body: { receiver: 'alice', muid: ID } },
    ]);
    expect(api.received[0]!.headers).not.toHaveProperty('onbehalfof');
  });

  it('sends in a thread on behalf of the bot', async () => {
    api.respond = (response) => json(response, 200, { data: stored({ parentId: '712' }) });
    await expect(client.send(inThread)).resolves.toEqual({ id: '900' });
    expect(api.received).toMatchObject([{ method: 'POST', path: '/v3/messages/712/thread', headers: { onbehalfof: 'echo_bot' } }]);
  });

  it('takes no id for another path', async () => {
    api.respond = (response) => json(response, 200, { data: stored({}) });
    await client.send({ ...inThread, parentId: '../../users?x=1#' });
    expect(api.received[0]!.path).toBe('/v3/messages/..%2F..%2Fusers%3Fx%3D1%23/thread');
    await expect(client.send({ ...inThread, parentId: '..' })).rejects.toMatchObject({ kind: 'permanent', outcome: 'notSent' });
    expect(api.received).toHaveLength(1);
  });

  it.each([
    ['a tag', { tags: [ID] }],
    ['the muid', { muid: ID }],
    ['the metadata', { data: { metadata: { halleyReplyId: ID } } }],
  ])('finds its message by %s', async (_, mark) => {
    answerLists({ '/v3/users/alice/messages': [stored({ id: '899' }), stored(mark)] });
    await expect(client.find(toAlice)).resolves.toEqual({ id: '900' });
    const [{ headers, query }] = api.received as [(typeof api.received)[0]];
    expect(headers.onbehalfof).toBe('echo_bot');
    expect({ tags: query.getAll('tags[]'), withTags: query.get('withTags'), hideReplies: query.has('hideReplies') }).toEqual({
      tags: [ID],
      withTags: 'true',
      hideReplies: false,
    });
  });

  it('finds nothing where an API that ignores the filter lists other messages, or somebody else carries the id', async () => {
    answerLists({ '/v3/users/alice/messages': [stored({ tags: ['other'] }), stored({ sender: 'alice', tags: [ID] })] });
    await expect(client.find(toAlice)).resolves.toBeUndefined();
  });

  it('looks into the group for a message to a group', async () => {
    answerLists({ '/v3/groups/project%20group/messages': [stored({ tags: [ID] })] });
    await expect(client.find(toGroup)).resolves.toEqual({ id: '900' });
  });

  it('looks into the thread as well', async () => {
    answerLists({ '/v3/messages/712/thread': [stored({ data: { metadata: { halleyReplyId: ID } } })] });
    await expect(client.find(inThread)).resolves.toEqual({ id: '900' });
    expect(api.received.map(({ path }) => path)).toEqual(['/v3/users/alice/messages', '/v3/messages/712/thread']);
  });

  it('takes a 404 of a look-up for "not found"', async () => {
    api.respond = (response) => json(response, 404, apiError('ERR_UID_NOT_FOUND'));
    await expect(client.find(inThread)).resolves.toBeUndefined();
  });

  it.each([500, 403, 429])('throws where the look-up itself fails (%s)', async (status) => {
    api.respond = (response) => json(response, status, apiError('ERR_OF_SOME_KIND'));
    await expect(client.find(toAlice)).rejects.toMatchObject({ name: 'CometChatError', status });
  });

  it('throws where a look-up is answered by something else', async () => {
    api.respond = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');
    await expect(client.find(toAlice)).rejects.toMatchObject({ kind: 'transient', answered: false });
  });

  it('reads the history, oldest first', async () => {
    answerLists({ '/v3/groups/project%20group/messages': [stored({ id: '12' }), stored({ id: '9' }), stored({ id: 10 })] });
    const messages = await client.history(toGroup, { limit: 2, before: '13' });
    expect(messages.map(({ id }) => String(id))).toEqual(['10', '12']);
    expect(Object.fromEntries(api.received[0]!.query)).toEqual({ affix: 'prepend', limit: '2', id: '13' });
  });
});
