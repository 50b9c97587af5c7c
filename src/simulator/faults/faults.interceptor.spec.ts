import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { type Simulator, startSimulator } from '../start-simulator.js';
import type { SwitchValues } from './switch-table.js';

describe('faults', () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    for (const uid of ['alice', 'bob']) await post('/users', { uid, name: uid });
  });
  afterAll(() => simulator.close());

  async function post(path: string, body: unknown): Promise<number | 'broken'> {
    const headers = { apikey: 'any', 'content-type': 'application/json', onBehalfOf: 'alice' };
    try {
      const answer = await fetch(simulator.apiUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
      await answer.text();
      return answer.status;
    } catch {
      return 'broken';
    }
  }

  const send = () => post('/messages', { receiver: 'bob', receiverType: 'user', data: { text: 'hi' } });

  it.each<[keyof SwitchValues, number | 'broken', number]>([
    ['failBeforeStoring', 500, 0],
    ['failAfterStoring', 500, 1],
    ['dropBeforeStoring', 'broken', 0],
    ['dropAfterStoring', 'broken', 1],
    ['rateLimitBurst', 429, 0],
  ])('%s: the client sees %s, %i stored', async (fault, seen, stored) => {
    simulator.set({ [fault]: 1, faultsStrike: 'sends' });
    expect(await send()).toBe(seen);
    expect(simulator.messages()).toHaveLength(stored);
    await loggedRequests(3);
    expect(simulator.requests().at(-1)).toMatchObject({ path: '/v3/messages', status: seen === 'broken' ? undefined : seen });
  });

  it.each([
    ['AUTH_ERR_NO_ACCESS', 403],
    ['AUTH_ERR_APIKEY_NOT_FOUND', 401],
    ['ERR_BLOCKED_RECEIVER', 403],
    ['ERR_OPERATION_FAILED', 500],
  ] as const)('refuseWith %s: the client sees %s, nothing is stored', async (refuseWith, status) => {
    simulator.set({ refuseWith, faultsStrike: 'sends' });
    expect(await send()).toBe(status);
    expect(simulator.messages()).toHaveLength(0);
    await loggedRequests(3);
    expect(simulator.requests().at(-1)).toMatchObject({ status, answer: { error: { code: refuseWith, source: 'chat-api' } } });
    simulator.set({ faultsStrike: 'botSends' });
    expect(await send()).toBe(200);
  });

  it('a burst of 429 says when it will be over', async () => {
    simulator.set({ rateLimitBurst: 1, rateLimitBurstMs: 30_000, faultsStrike: 'sends' });
    const headers = { apikey: 'any', 'content-type': 'application/json' };
    const answer = await fetch(`${simulator.apiUrl}/messages`, { method: 'POST', headers, body: '{}' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30']);
  });

  it('creating users has an allowance of its own', async () => {
    simulator.set({ corePerMinute: 1 });
    expect(await post('/users', { uid: 'carol', name: 'Carol' })).toBe(200);
    expect(await post('/users', { uid: 'dave', name: 'Dave' })).toBe(429);
    expect(await send()).toBe(200);
  });

  it('storeLate: the connection breaks, the message is stored all the same', async () => {
    simulator.set({ storeLate: 1, storeLateMs: 50, faultsStrike: 'sends' });
    expect(await send()).toBe('broken');
    while (simulator.messages().length === 0) await wait(10);
    expect(simulator.messages()).toHaveLength(1);
  });

  it('slow: the answer comes all the same', async () => {
    simulator.set({ slow: 1, slowMs: 30, faultsStrike: 'sends' });
    expect(await send()).toBe(200);
    await loggedRequests(3);
    expect(simulator.requests().at(-1)).toMatchObject({ fault: 'slow', status: 200 });
  });

  it('strikes what bots send, and not what people send, unless told otherwise', async () => {
    simulator.set({ failBeforeStoring: 1 });
    expect(await send()).toBe(200);
    await post('/bots', { uid: 'alice', webhookURL: 'http://127.0.0.1:9/' });
    expect(await send()).toBe(500);
  });

  it('the same seed gives the same faults', async () => {
    const course = async () => {
      simulator.reset(7);
      for (const uid of ['alice', 'bob']) await post('/users', { uid, name: uid });
      simulator.set({ failBeforeStoring: 0.3, dropAfterStoring: 0.3, faultsStrike: 'sends' });
      const seen = [];
      for (let sent = 0; sent < 20; sent++) seen.push(await send());
      return seen;
    };
    const first = await course();
    expect(new Set(first)).toEqual(new Set([200, 500, 'broken']));
    expect(await course()).toEqual(first);
  });

  async function loggedRequests(atLeast: number): Promise<void> {
    while (simulator.requests().length < atLeast) await wait(5);
  }
});
