import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { apiError, CannedApi } from '../../test/support/canned-api.js';
import { json } from '../../test/support/wire.js';
import { CometChatClient } from './cometchat.client.js';
import type { CometChatError } from './cometchat-error.js';
import { CometChatModule } from './cometchat.module.js';
import type { OutgoingMessage } from './outgoing-message.js';
import { unreachable } from './to-cometchat-error.js';

const outgoing: OutgoingMessage = { id: 'halley-echo_bot-7-1', bot: 'echo_bot', receiver: 'alice', receiverType: 'user', reply: { kind: 'text', text: 'a private text' } };
const card: OutgoingMessage = { ...outgoing, reply: { kind: 'card', card: {}, text: 'Order 7' } };
const inThread: OutgoingMessage = { ...outgoing, parentId: '712' };

// By default so long that no answer that does come is ever late, on however busy a machine.
const startClient = (apiUrl: string, timeoutMs = 30_000) =>
  Test.createTestingModule({ imports: [CometChatModule.register({ apiUrl, apiKey: 'secret-key', timeoutMs })] }).compile();

const failureOf = (app: TestingModule, message: OutgoingMessage, signal?: AbortSignal): Promise<CometChatError> =>
  app
    .get(CometChatClient)
    .send(message, { signal })
    .then(
      () => Promise.reject(new Error('it was sent')),
      (error: CometChatError) => error,
    );

describe('an error of CometChat', () => {
  const api = new CannedApi();
  let app: TestingModule;
  let apiUrl: string;

  beforeAll(async () => {
    apiUrl = await api.start();
    app = await startClient(apiUrl);
  });

  afterAll(async () => {
    await app.close();
    await api.stop();
  });

  beforeEach(() => {
    api.received.length = 0;
  });

  it.each([
    [429, 'ERR_TOO_MANY_REQUESTS', 'rateLimited', 'notSent', true],
    [400, 'ERR_TOO_MANY_REQUESTS', 'rateLimited', 'notSent', true],
    [429, undefined, 'rateLimited', 'notSent', true],
    [500, 'ERR_MISSION_FAILED', 'transient', 'unknown', true],
    [400, 'ERR_OPERATION_FAILED', 'transient', 'unknown', true],
    [500, 'ERR_EXCEPTION', 'transient', 'unknown', true],
    [503, 'ERR_NOBODY_KNOWS', 'transient', 'unknown', true],
    [502, undefined, 'transient', 'unknown', false],
    [504, undefined, 'transient', 'unknown', false],
    [408, undefined, 'transient', 'notSent', true],
    [425, undefined, 'transient', 'notSent', true],
    [401, 'AUTH_ERR_APIKEY_NOT_FOUND', 'configuration', 'notSent', true],
    [403, 'AUTH_ERR_NO_ACCESS', 'configuration', 'notSent', true],
    [402, 'ERR_SUBSCRIPTION_EXPIRED', 'configuration', 'notSent', true],
    [404, 'ERR_BOT_NOT_FOUND', 'configuration', 'notSent', true],
    [404, 'ERR_API_NOT_FOUND', 'configuration', 'notSent', true],
    [401, undefined, 'configuration', 'notSent', true],
    [404, undefined, 'configuration', 'notSent', true],
    [302, undefined, 'configuration', 'notSent', true],
    [404, 'ERR_UID_NOT_FOUND', 'permanent', 'notSent', true],
    [403, 'ERR_NOT_A_MEMBER', 'permanent', 'notSent', true],
    [403, 'ERR_BLOCKED_BY_WEBHOOK', 'permanent', 'notSent', true],
    [500, 'ERR_BAD_REQUEST', 'permanent', 'notSent', true],
    [400, 'ERR_NOBODY_KNOWS', 'permanent', 'notSent', true],
    [413, undefined, 'permanent', 'notSent', true],
  ])('%s %s is %s, %s', async (status, code, kind, outcome, answered) => {
    api.respond = (response) => json(response, status, code ? apiError(code) : {}, { location: 'http://127.0.0.1:9/elsewhere' });
    const error = await failureOf(app, outgoing);
    expect(error).toMatchObject({ name: 'CometChatError', kind, outcome, answered, status, code, withoutThread: false, fallBackToText: false });
    expect(api.received).toHaveLength(1);
  });

  it.each(['ERR_MESSAGE_ID_NOT_FOUND', 'ERR_MSG_NOT_FOUND', 'ERR_WRONG_MESSAGE_THREAD', 'ERR_MESSAGE_THREAD_NESTING', 'ERR_WRONG_MESSAGE_THREAD_CATEGORY'])(
    '%s in a thread says to send outside of it',
    async (code) => {
      api.respond = (response) => json(response, 404, apiError(code));
      expect(await failureOf(app, inThread)).toMatchObject({ kind: 'permanent', outcome: 'notSent', withoutThread: true });
      expect(await failureOf(app, outgoing)).toMatchObject({ kind: 'permanent', withoutThread: false });
    },
  );

  it('says to fall back to the text where the app takes no cards', async () => {
    api.respond = (response) => json(response, 400, apiError('ERR_INVALID_MESSAGE_CATEGORY'));
    expect(await failureOf(app, card)).toMatchObject({ kind: 'permanent', fallBackToText: true });
    expect(await failureOf(app, outgoing)).toMatchObject({ kind: 'permanent', fallBackToText: false });
  });

  it('says how long a 429 asks to wait', async () => {
    api.respond = (response) => json(response, 429, apiError('ERR_TOO_MANY_REQUESTS'), { 'retry-after': '15' });
    expect(await failureOf(app, outgoing)).toMatchObject({ kind: 'rateLimited', retryAfterMs: 15_000 });
  });

  it('knows nothing after a time-out, be it silence or an answer that does not end', async () => {
    const unknown = { kind: 'transient', outcome: 'unknown', answered: false };
    const impatient = await startClient(apiUrl, 500);
    api.respond = () => undefined;
    expect(await failureOf(impatient, outgoing)).toMatchObject({ ...unknown, code: 'ETIMEDOUT' });
    api.respond = (response) => {
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    };
    expect(await failureOf(impatient, outgoing)).toMatchObject({ ...unknown, code: 'ETIMEDOUT' });
    await impatient.close();
  });

  it('knows nothing after a dropped connection, a cut answer, an aborted call, or a 200 of somebody else', async () => {
    const unknown = { kind: 'transient', outcome: 'unknown', answered: false };
    api.respond = (_, __, request) => request.socket.destroy();
    expect(await failureOf(app, outgoing)).toMatchObject(unknown);
    api.respond = (response, _, request) => response.writeHead(200, { 'content-length': '500' }).write('{"data"', () => request.socket.destroy());
    expect(await failureOf(app, outgoing)).toMatchObject(unknown);
    api.respond = () => undefined;
    expect(await failureOf(app, outgoing, AbortSignal.timeout(50))).toMatchObject(unknown);
    api.respond = (response) => json(response, 200, { data: {} });
    expect(await failureOf(app, outgoing)).toMatchObject(unknown);
  });

  it.each(['http://127.0.0.1:9/v3', 'http://localhost:9/v3', 'http://nowhere.invalid/v3'])('knows that nothing was sent where no connection came about: %s', async (apiUrl) => {
    const client = await startClient(apiUrl);
    expect(await failureOf(client, outgoing)).toMatchObject({ kind: 'transient', outcome: 'notSent', answered: false });
    await client.close();
  });

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', new Error('self-signed'), 'notSent'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', new Error('another host'), 'notSent'],
    ['UND_ERR_CONNECT_TIMEOUT', new Error('no connection'), 'notSent'],
    ['ETIMEDOUT', new AggregateError([], 'no address answered'), 'notSent'],
    ['ETIMEDOUT', new Error('aborted'), 'unknown'],
    ['UND_ERR_SOCKET', new Error('other side closed'), 'unknown'],
    ['EHOSTUNREACH', Object.assign(new Error('gone'), { syscall: 'read' }), 'unknown'],
    ['EHOSTUNREACH', Object.assign(new Error('no way'), { syscall: 'connect' }), 'notSent'],
  ])('takes %s with %s for %s', (code, cause, outcome) => {
    expect(unreachable(Object.assign(cause, { code }), { call: 'POST /bots' })).toMatchObject({ kind: 'transient', outcome, answered: false, code });
  });

  it('gives up a reply of a kind it does not know, as another version may have left it', async () => {
    const hologram = { ...outgoing, reply: { kind: 'hologram' } as never };
    expect(await failureOf(app, hologram)).toMatchObject({ kind: 'permanent', outcome: 'notSent', answered: false });
    expect(api.received).toEqual([]);
  });

  it('shows neither the key nor a text, however it is printed', async () => {
    for (const status of [400, 401, 500]) {
      api.respond = (response) => json(response, status, apiError('ERR_BAD_REQUEST'));
      const error = await failureOf(app, outgoing);
      expect(inspect(error, { depth: 10 }) + JSON.stringify(error)).not.toMatch(/secret-key|private/);
      expect(error.message).toMatch(/^POST \/bots\/echo_bot\/messages: answered \d+ ERR_BAD_REQUEST; /);
    }
  });
});
