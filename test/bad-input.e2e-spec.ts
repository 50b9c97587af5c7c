import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { APP_ID } from './support/a-config.js';
import { freshRedis } from './support/fresh-redis.js';
import { basic, PASSWORD, post, startWebhook, USERNAME, type WebhookApp } from './support/webhook-app.js';

const MARK = 'SECRET-TEXT';
const message = { id: '7', sender: 'alice', receiver: 'echo_bot', receiverType: 'user', category: 'message', type: 'text', data: { text: MARK } };
const callback = { trigger: 'after_message', appId: APP_ID, bot: 'echo_bot', data: message };
const without = (field: keyof typeof message) => ({ ...callback, data: { ...message, [field]: undefined } });
const with_ = (fields: object) => ({ ...callback, data: { ...message, ...fields } });
const nested = (depth: number) => `{"trigger":"after_message","data":${'['.repeat(depth)}${']'.repeat(depth)}}`;

/** One raw exchange, for what fetch will not send; resolves with all the server said until it closed. */
async function raw(url: string, lines: string[], body = '', headEnd = '\r\n\r\n'): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.write(lines.join('\r\n') + headEnd + body);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

describe('bad input', () => {
  let webhook: WebhookApp;

  beforeAll(async () => {
    webhook = await startWebhook(await freshRedis());
  });

  afterAll(() => webhook.close());

  beforeEach(() => {
    webhook.queue.accepted.length = 0;
  });

  async function refused(response: Response, status: number, error: string): Promise<string> {
    const text = await response.text();
    expect({ status: response.status, body: JSON.parse(text) as unknown }).toEqual({ status, body: { error, message: expect.stringMatching(/^[A-Z].*\.$/) } });
    expect(text).not.toMatch(new RegExp(`${MARK}|node_modules|at \\w+ \\(`));
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(webhook.queue.accepted).toEqual([]);
    return text;
  }

  it.each([
    ['no credentials', undefined],
    ['an empty header', ''],
    ['another scheme', `Bearer ${basic().slice(6)}`],
    ['no base64', 'Basic ***'],
    ['nothing after the scheme', 'Basic'],
    ['no colon', `Basic ${Buffer.from('halley').toString('base64')}`],
    ['a wrong password', basic(USERNAME, 'wrong')],
    ['a wrong user', basic('someone', PASSWORD)],
    ['an empty password', basic(USERNAME, '')],
    ['more than the password', basic(USERNAME, `${PASSWORD}x`)],
    ['a zero byte after the password', basic(USERNAME, `${PASSWORD}\0`)],
    ['the user of one pair with the password of the other', basic(USERNAME, 'old-password')],
    ['8 KB of credentials', basic('x'.repeat(4000), 'y'.repeat(2000))],
  ])('401 for %s', async (_, authorization) => {
    const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
    const response = await fetch(`${webhook.url}/webhook`, { method: 'POST', body: 'not even JSON', headers });
    await refused(response, 401, 'unauthorized');
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  });

  it.each([
    ['the pair', basic()],
    ['the scheme in upper case', basic().replace('Basic', 'BASIC')],
    ['the previous pair', basic('before', 'old-password')],
  ])('200 for %s', async (_, authorization) => {
    expect((await post(`${webhook.url}/webhook`, callback, { authorization })).status).toBe(200);
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['half a body', JSON.stringify(callback).slice(0, -5)],
    ['an array', []],
    ['a string', '"after_message"'],
    ['a number', '7'],
    ['null', 'null'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00])],
    ['nested arrays', nested(20_000)],
    ['as many nested arrays as fit', nested(130_000)],
    ['nested objects', `{"a":`.repeat(30_000) + '1' + '}'.repeat(30_000)],
    ['__proto__', '{"trigger":"after_message","__proto__":{"admin":true}}'],
    ['__proto__ further down', `{"trigger":"after_message","data":{"data":{"text":"x","metadata":{"__proto__":{"admin":true}}}}}`],
    ['constructor.prototype', '{"trigger":"after_message","constructor":{"prototype":{"admin":true}}}'],
  ])('400 for a body of %s', async (_, body) => {
    await refused(await post(`${webhook.url}/webhook`, body), 400, 'invalid_json');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([
    ['no trigger', { ...callback, trigger: undefined }, 'trigger'],
    ['a trigger that is an array', { ...callback, trigger: ['after_message'] }, 'trigger'],
    ['an app id that is a number', { ...callback, appId: 7 }, 'appId'],
    ['a bot that is an array', { ...callback, bot: ['echo_bot'] }, 'bot'],
    ['no data', { ...callback, data: undefined }, 'data'],
    ['data that is an array', { ...callback, data: [message] }, 'data'],
    ['data that is a text', { ...callback, data: 'x' }, 'data'],
    ['no sender', without('sender'), 'data.sender'],
    ['a sender that is a number', with_({ sender: 7 }), 'data.sender'],
    ['an empty sender', with_({ sender: '' }), 'data.sender'],
    ['a sender of 10,000 characters', with_({ sender: 'x'.repeat(10_000) }), 'data.sender'],
    ['no receiver', without('receiver'), 'data.receiver'],
    ['a receiver that is an object', with_({ receiver: { uid: 'echo_bot' } }), 'data.receiver'],
    ['an unknown receiverType', with_({ receiverType: 'channel' }), 'data.receiverType'],
    ['a receiverType that is an array', with_({ receiverType: ['user'] }), 'data.receiverType'],
    ['no category', without('category'), 'data.category'],
    ['a category that is a number', with_({ category: 1 }), 'data.category'],
    ['no type', without('type'), 'data.type'],
    ['a type that is an array', with_({ type: [] }), 'data.type'],
    ['an id that is an array', with_({ id: ['7'] }), 'data.id'],
    ['a parent that is an object', with_({ parentId: {} }), 'data.parentId'],
    ['inner data that is a text', with_({ data: MARK }), 'data.data'],
    ['inner data that is a list', with_({ data: [MARK] }), 'data.data'],
    ['a text that is an array', with_({ data: { text: [MARK] } }), 'data.data.text'],
    ['a text that is a number', with_({ data: { text: 7 } }), 'data.data.text'],
  ])('400 that names the field for %s', async (_, body, field) => {
    const text = await refused(await post(`${webhook.url}/webhook`, body), 400, 'invalid_payload');
    expect(text).toContain(` ${field} must be`);
  });

  it('names every wrong field at once', async () => {
    const text = await refused(await post(`${webhook.url}/webhook`, with_({ sender: 1, type: 2, receiverType: 3 })), 400, 'invalid_payload');
    expect(text.match(/data\.\w+ must be/g)).toEqual(['data.sender must be', 'data.receiverType must be', 'data.type must be']);
  });

  it.each([
    ['an unknown bot', '/webhook', { ...callback, bot: 'nobody', data: { ...message, receiver: 'nobody' } }, 404, 'unknown_bot'],
    ['an unknown bot in the path', '/webhook/nobody', { ...callback, bot: undefined, data: { ...message, receiver: 'nobody' } }, 404, 'unknown_bot'],
    ['a bot that is named but unknown', '/webhook/echo_bot', { ...callback, bot: 'nobody', data: { ...message, receiver: 'nobody' } }, 404, 'unknown_bot'],
    ['another bot in the path', '/webhook/support_bot', callback, 400, 'bot_mismatch'],
    ['another app', '/webhook', { ...callback, appId: 'another' }, 403, 'another_app'],
    ['another path', '/webhooks', callback, 404, 'not_found'],
    ['a path that cannot be read', '/webhook/%zz', callback, 400, 'bad_request'],
    ['a path that is too long', `/webhook/${'x'.repeat(3_000)}`, callback, 414, 'uri_too_long'],
  ])('refuses %s', async (_, path, body, status, error) => {
    await refused(await post(webhook.url + path, body), status, error);
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('405 for %s', async (method) => {
    for (const path of ['/webhook', '/webhook/echo_bot']) {
      const response = await fetch(webhook.url + path, { method });
      await refused(response, 405, 'method_not_allowed');
      expect(response.headers.get('allow')).toBe('POST');
    }
  });

  it.each(['text/plain', 'text/html', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'nonsense'])('415 for %s', async (type) => {
    await refused(await post(`${webhook.url}/webhook`, callback, { 'content-type': type }), 415, 'unsupported_media_type');
  });

  it('takes JSON with a charset', async () => {
    expect((await post(`${webhook.url}/webhook`, callback, { 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(200);
  });

  it('413 for more than 256 KB, said at once or in chunks', async () => {
    const big = nested(500_000);
    const head = ['POST /webhook HTTP/1.1', 'host: halley', 'content-type: application/json', `authorization: ${basic()}`, 'connection: close'];
    const announced = await raw(webhook.url, [...head, `content-length: ${big.length}`], big);
    const chunked = await raw(webhook.url, [...head, 'transfer-encoding: chunked'], `${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`);
    for (const said of [announced, chunked]) {
      expect(said).toMatch(/^HTTP\/1.1 413 /);
      expect(said).toContain('"error":"payload_too_large"');
    }
  });

  it('takes a message of the largest size that CometChat knows', async () => {
    expect((await post(`${webhook.url}/webhook`, with_({ data: { text: '😀'.repeat(32_768) } }))).status).toBe(200);
  });

  it('408 for a body that never ends, and for headers that never do', async () => {
    const impatient = await startWebhook(await freshRedis(), { requestTimeoutMs: 1_000 });
    const head = ['POST /webhook HTTP/1.1', 'host: halley', 'content-type: application/json', `authorization: ${basic()}`];
    const body = raw(impatient.url, [...head, 'content-length: 1000'], '{"trigger"');
    const headers = raw(impatient.url, head, undefined, '');
    for (const said of await Promise.all([body, headers])) {
      expect(said).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
      expect(said).toContain('"error":"request_timeout"');
    }
    await impatient.close();
  });

  it('400 for what is not HTTP', async () => {
    expect(await raw(webhook.url, ['HELLO'])).toMatch(/^HTTP\/1.1 400 [^]*"error":"bad_request"/);
  });

  it('leaves neither texts nor credentials in the log, but says what was refused', async () => {
    await post(`${webhook.url}/webhook`, with_({ sender: { text: MARK } }));
    await post(`${webhook.url}/webhook`, `{"text":"${MARK}"`);
    await post(`${webhook.url}/webhook/${MARK}`, { ...callback, trigger: MARK, appId: MARK });
    await post(`${webhook.url}/${MARK}`, callback, { authorization: basic(MARK, MARK) });
    const log = webhook.logged.join('\n');
    expect(log).toContain('refused with 400 invalid_payload: This is not a callback of CometChat: data.sender must be a string');
    expect(log).not.toMatch(new RegExp(`${MARK}|${PASSWORD}|${basic().slice(6)}`));
  });

  it.each(['closed', 'frozen'])('503 with Retry-After while Redis is away (%s)', async (state) => {
    const redis = createServer().listen(0, '127.0.0.1');
    await once(redis, 'listening');
    const { port } = redis.address() as AddressInfo;
    if (state === 'closed') redis.close();
    const cutOff = await startWebhook(`redis://127.0.0.1:${port}`);
    const response = await post(`${cutOff.url}/webhook`, callback);
    await refused(response, 503, 'unavailable');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    await cutOff.close();
    redis.close();
  });
});
