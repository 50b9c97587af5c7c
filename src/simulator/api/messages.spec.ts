import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Simulator, startSimulator } from '../start-simulator.js';

interface Listed {
  data: { id: string; data: { text?: string; action?: string } }[];
  meta: { current: { limit: number; count: number }; next?: { affix: string; id: string } };
}

describe('messages', () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator({ sampleData: true });
  });
  beforeEach(() => simulator.reset());
  afterAll(() => simulator.close());

  const [me, you, third] = ['cometchat-uid-1', 'cometchat-uid-2', 'cometchat-uid-3'];

  async function call<T = unknown>(method: string, path: string, body?: unknown, onBehalfOf = me) {
    const headers: Record<string, string> = { apikey: 'any', 'content-type': 'application/json', ...(onBehalfOf && { onBehalfOf }) };
    const answer = await fetch(simulator.apiUrl + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as T };
  }

  const send = (text: string, fields: object = {}, from = me) => call('POST', '/messages', { receiver: you, receiverType: 'user', data: { text }, ...fields }, from);
  const list = async (query: string, from = me) => (await call<Listed>('GET', `/users/${you}/messages?${query}`, undefined, from)).body;
  const ids = ({ data }: Listed) => data.map(({ id }) => id).join(' ');

  it('quote another of the conversation, which bots cannot unless a switch says so', async () => {
    await send('first');
    await send('elsewhere', { receiver: third });
    const quote = (quotedMessageId: unknown, from = me) => send('that one', { quotedMessageId, ...(from === you && { receiver: me }) }, from);
    expect(await quote('1')).toMatchObject({ status: 200, body: { data: { quotedMessage: { id: '1', sender: me, data: { text: 'first' } } } } });
    expect(await quote('2')).toMatchObject({ status: 404, body: { error: { code: 'ERR_MESSAGE_ID_NOT_FOUND' } } });
    expect(await quote('none')).toMatchObject({ status: 400, body: { error: { details: { quotedMessageId: [expect.any(String)] } } } });
    await call('POST', '/bots', { uid: you, webhookURL: 'http://127.0.0.1:9/' });
    expect(JSON.stringify(await quote('1', you))).not.toContain('quotedMessage');
    simulator.set({ botsMayQuote: true });
    expect(await quote('1', you)).toMatchObject({ body: { data: { quotedMessage: { id: '1' } } } });
    await call('DELETE', '/messages/1', {});
    const { body } = await call<{ data: { quotedMessage: unknown } }>('GET', '/messages/3');
    expect(body.data.quotedMessage).toMatchObject({ id: '1', deletedAt: expect.any(Number) });
    expect(JSON.stringify(body)).not.toContain('first');
  });

  it('are paged forward and backward by cursor, always told from old to new', async () => {
    for (let count = 1; count <= 7; count++) await send(`${count}`);
    const newest = await list('limit=3');
    expect(ids(newest)).toBe('5 6 7');
    expect(newest.meta).toMatchObject({ current: { limit: 3, count: 3 }, next: { affix: 'prepend', id: '5' } });
    expect(ids(await list('limit=3&affix=prepend&id=5'))).toBe('2 3 4');
    const oldest = await list('limit=3&affix=append');
    expect(ids(oldest)).toBe('1 2 3');
    expect(ids(await list(`limit=10&affix=append&id=${oldest.meta.next?.id}`))).toBe('4 5 6 7');
    expect((await call('GET', `/users/${you}/messages?limit=1001`)).status).toBe(400);
  });

  it('are found by their filters', async () => {
    await send('plain');
    await send('two tags', { tags: ['a', 'b'] });
    await send(`for <@uid:${you}> https://example.com`, { tags: ['b'] });
    await send('a picture', { type: 'image', data: { text: 'a picture', attachments: [{ url: 'https://example.com/a.png' }] } });
    await send('from elsewhere', { tags: ['a'] }, third);
    expect(ids(await list('tags=a'))).toBe('2');
    expect(ids(await list('tags[]=a&tags[]=b'))).toBe('2 3');
    expect(ids(await list('hasMentions=true'))).toBe('3');
    expect(ids(await list(`mentionedUids=${you}&hasLinks=true`))).toBe('3');
    expect(ids(await list('types=image'))).toBe('4');
    expect(ids(await list('searchKey=PLAIN'))).toBe('1');
    expect((await list('tags=b')).data[0]).not.toHaveProperty('tags');
    expect((await list('tags=b&withTags=true')).data[0]).toMatchObject({ tags: ['a', 'b'] });
  });

  it('leave an action message when they are edited or deleted, by their author only', async () => {
    await send('first');
    expect(await call('PUT', '/messages/1', { data: { text: 'no' } }, third)).toMatchObject({ status: 403, body: { error: { code: 'ERR_MESSAGE_NOT_A_SENDER' } } });
    const edited = await call('PUT', '/messages/1', { data: { text: 'second' }, tags: ['t'] });
    expect(edited.body).toMatchObject({ data: { id: '2', category: 'action', data: { action: 'edited', entities: { on: { entity: { id: '1', editedBy: me, data: { text: 'second' } } } } } } });
    expect(ids(await list('tags=t'))).toBe('1');
    await call('DELETE', '/messages/1', {});
    expect((await list('onlyDeleted=true')).data).toMatchObject([{ id: '1', data: {}, deletedBy: me }]);
    await call('DELETE', '/messages/1', { permanent: true });
    expect(await call('GET', '/messages/1')).toMatchObject({ status: 404, body: { error: { code: 'ERR_MESSAGE_ID_NOT_FOUND' } } });
  });

  it('count as unread until they are marked', async () => {
    for (const text of ['one', 'two']) await send(text);
    const standing = () => call('GET', `/users/${me}/conversation`, undefined, you);
    expect((await standing()).body).toMatchObject({ data: { unreadMessageCount: '2', lastMessage: { id: '2' } } });
    await call('POST', `/users/${me}/conversation/read`, { messageId: 1 }, you);
    expect((await standing()).body).toMatchObject({ data: { unreadMessageCount: '1' } });
  });

  it.each([
    ['11 mentions', 'x', { data: { text: Array.from({ length: 11 }, (_, index) => `<@uid:u${index}>`).join(' ') } }, 'ERR_BAD_REQUEST'],
    ['metadata that is no object', 'x', { data: { text: 'x', metadata: true } }, 'ERR_INVALID_METADATA'],
    ['data that is no object', 'x', { data: 'x' }, 'ERR_INVALID_MESSAGE_DATA'],
    ['a text that is none', 'x', { data: { text: 7 } }, 'ERR_INVALID_MESSAGE_TEXT'],
    ['an image without a file', 'x', { type: 'image' }, 'ERR_EMPTY_MESSAGE_FILE'],
    ['an attachment without an address', 'x', { type: 'image', data: { attachments: [{ name: 'a' }] } }, 'ERR_INVALID_MEDIA_MESSAGE'],
    ['custom without data', 'x', { category: 'custom', type: 'poll', data: {} }, 'ERR_EMPTY_CUSTOM_DATA'],
    ['an unknown type', 'x', { type: 'song' }, 'ERR_INVALID_MESSAGE_TYPE'],
    ['no receiver', 'x', { receiver: '' }, 'ERR_EMPTY_RECEIVER'],
    ['a receiver of no type', 'x', { receiverType: 'robot' }, 'ERR_INVALID_RECEIVER_TYPE'],
    ['a card that is none', 'x', { category: 'card', data: { card: { version: '2' } } , type: 'text' }, 'ERR_INVALID_MESSAGE_DATA'],
  ])('are refused with %s', async (_what, text, fields, code) => {
    expect(await send(text, fields)).toMatchObject({ status: 400, body: { error: { code } } });
    expect(simulator.messages()).toHaveLength(0);
  });

  it('may have 65,536 characters where the limit of the data is off', async () => {
    simulator.set({ limitData: false });
    expect((await send('x'.repeat(60_000))).status).toBe(200);
    expect((await send('x'.repeat(66_000))).status).toBe(400);
    simulator.set({ limitMessage: false });
    expect((await send('x'.repeat(66_000))).status).toBe(200);
  });

  it('go to several receivers, and say what became of each', async () => {
    const body = { receiver: undefined, receiverType: undefined, multipleReceivers: { uids: [you, 'nobody'], guids: ['cometchat-guid-1'] } };
    const sent = await send('to all', body);
    expect(sent.body).toMatchObject({ data: { uids: { [you]: { success: true }, nobody: { success: false, error: { code: 'ERR_UID_NOT_FOUND' } } }, guids: { 'cometchat-guid-1': { success: true } } } });
    expect(simulator.messages()).toHaveLength(2);
  });

  it('an app has 25 bots at most', async () => {
    const statuses = [];
    for (let count = 0; count < 26; count++) {
      await call('POST', '/users', { uid: `bot-${count}`, name: 'Bot' });
      statuses.push((await call('POST', '/bots', { uid: `bot-${count}`, webhookURL: 'https://example.com/' })).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(25);
    expect(statuses.at(-1)).toBe(400);
  });
});
