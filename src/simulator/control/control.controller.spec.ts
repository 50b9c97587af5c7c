import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../test/support/until.js';
import { readSimulatorEnvironment } from '../simulator-environment.js';
import { type Simulator, startSimulator } from '../start-simulator.js';

describe('the control of the simulator', () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator({ sampleData: true, logSize: 5 });
  });
  beforeEach(() => simulator.reset());
  afterAll(() => simulator.close());

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(simulator.url + path, { method, headers: { ...json, ...headers }, body: body === undefined ? undefined : JSON.stringify(body) });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as unknown };
  }

  const send = (fields: object, onBehalfOf = 'cometchat-uid-1') =>
    call('POST', '/v3/messages', { receiver: 'cometchat-uid-2', receiverType: 'user', data: { text: 'hi' }, ...fields }, { apikey: 'any', onBehalfOf });

  it('describes every switch with a sentence, and tells which differ', async () => {
    const { body } = await call('POST', '/simulator/switches', { numericIds: true });
    const switches = body as { name: string; sentence: string; differs: boolean }[];
    expect(switches.filter(({ differs }) => differs)).toMatchObject([{ name: 'numericIds' }]);
    for (const { sentence } of switches) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    ['an unknown switch', { poetry: true }, 'poetry'],
    ['a wrong type', { numericIds: 'yes' }, 'numericIds'],
    ['odds over 1', { slow: 2 }, 'slow'],
  ])('refuses %s by name', async (_what, body, name) => {
    expect(await call('POST', '/simulator/switches', body)).toMatchObject({ status: 400, body: { error: { details: { [name]: [expect.any(String)] } } } });
  });

  it('exports everything, and imports it again', async () => {
    await send({ tags: ['t'], muid: 'm' });
    const { body: exported } = await call('GET', '/simulator/export');
    simulator.reset();
    expect(simulator.messages()).toHaveLength(0);
    await call('POST', '/simulator/import', exported);
    expect((await call('GET', '/simulator/export')).body).toEqual(exported);
    const found = await call('GET', '/v3/messages?tags=t&withTags=true', undefined, { apikey: 'any' });
    expect(found.body).toMatchObject({ data: [{ id: '1', muid: 'm', tags: ['t'] }] });
    expect((await send({})).body).toMatchObject({ data: { id: '2' } });
  });

  it('refuses an import that is none', async () => {
    expect(await call('POST', '/simulator/import', { users: [{ uid: 7 }] })).toMatchObject({ status: 400 });
  });

  it('keeps no more log than it was told to', async () => {
    for (let count = 0; count < 8; count++) await send({});
    await until('the last one is logged', () => simulator.requests().at(-1)?.messageId === '8');
    expect(simulator.requests().map(({ messageId }) => messageId)).toEqual(['4', '5', '6', '7', '8']);
  });

  it('takes a second message with the same muid for the first, where the switch says so', async () => {
    await send({ muid: 'same' });
    expect((await send({ muid: 'same' })).body).toMatchObject({ data: { id: '2' } });
    simulator.set({ muidDedupe: true });
    expect((await send({ muid: 'same' })).body).toMatchObject({ data: { id: '1' } });
  });

  it('refuses cards, interactive messages and outsiders as the switches say', async () => {
    const outsider = { receiver: 'cometchat-guid-1', receiverType: 'group' };
    await call('DELETE', '/v3/groups/cometchat-guid-1/members/cometchat-uid-2', undefined, { apikey: 'any' });
    expect(await send(outsider, 'cometchat-uid-2')).toMatchObject({ status: 403, body: { error: { code: 'ERR_NOT_A_MEMBER' } } });
    simulator.set({ membershipEnforced: false, interactiveAccepted: false, cardsAccepted: false });
    expect(await send(outsider, 'cometchat-uid-2')).toMatchObject({ status: 200 });
    for (const category of ['interactive', 'card']) {
      expect(await send({ category, type: 'text' })).toMatchObject({ status: 400, body: { error: { code: 'ERR_INVALID_MESSAGE_CATEGORY' } } });
    }
  });

  it('lets no other web page in, and serves its own with a policy', async () => {
    expect(await call('POST', '/simulator/reset', {}, { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect(await call('POST', '/simulator/reset', {}, { origin: simulator.url })).toMatchObject({ status: 200 });
    // A name that somebody pointed at this machine, under which their page would be of the same origin.
    for (const [host, status] of [['evil.example', 403], ['localhost', 200], ['127.0.0.1', 200]] as const) {
      const [answer] = (await once(get(simulator.url, { headers: { host } }), 'response')) as [IncomingMessage];
      answer.resume();
      expect({ host, status: answer.statusCode }).toEqual({ host, status });
    }
    const page = await fetch(simulator.url);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self' 'sha256-");
    const script = await fetch(`${simulator.url}/page/preact.mjs`);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect((await call('GET', '/page/..%2f..%2fpackage.json')).status).toBe(404);
  });

  it('does not start in production beside a real API key', () => {
    expect(() => readSimulatorEnvironment({ NODE_ENV: 'production', COMETCHAT_API_KEY: 'k' })).toThrow('Unset COMETCHAT_API_KEY');
    expect(readSimulatorEnvironment({ NODE_ENV: 'production' })).toMatchObject({ host: '127.0.0.1', port: 4000, portWasSet: false });
    expect(() => readSimulatorEnvironment({ SIMULATOR_PORT: 'x' })).toThrow('SIMULATOR_PORT');
  });
});
