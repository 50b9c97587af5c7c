import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Simulator, startSimulator } from '../start-simulator.js';

describe('deliveries', () => {
  let simulator: Simulator;
  let backend: Server;
  let bodies: { data: { id: unknown; muid?: string } }[] = [];
  /** What the backend answers, one after the other; nothing means no answer at all. */
  let answers: (number | undefined)[] = [];

  beforeAll(async () => {
    backend = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      bodies.push(JSON.parse(body) as (typeof bodies)[number]);
      const status = answers.length > 0 ? answers.shift() : 200;
      if (status !== undefined) response.writeHead(status).end();
    });
    backend.listen(0, '127.0.0.1');
    await once(backend, 'listening');
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    bodies = [];
    answers = [];
    for (const uid of ['alice', 'helper']) await post('/users', { uid, name: uid });
    await post('/bots', { uid: 'helper', webhookURL: `http://127.0.0.1:${(backend.address() as AddressInfo).port}/`, enabled: true });
  });
  afterAll(async () => {
    await simulator.close();
    backend.closeAllConnections();
    backend.close();
  });

  async function post(path: string, body: unknown) {
    const headers = { apikey: 'any', 'content-type': 'application/json', onBehalfOf: path === '/messages' ? 'alice' : '' };
    expect((await fetch(simulator.apiUrl + path, { method: 'POST', headers, body: JSON.stringify(body) })).status).toBe(200);
  }

  const send = () => post('/messages', { receiver: 'helper', receiverType: 'user', muid: 'm', data: { text: 'hi' } });

  async function settled(count = 1) {
    while (simulator.deliveries().length < count || simulator.deliveries().some(({ state }) => state === 'pending')) await wait(5);
    return simulator.deliveries();
  }

  it('name another bot or trigger, if the switches say so', async () => {
    simulator.set({ botName: 'demo_bot', triggerName: 'message_sent' });
    await send();
    await settled();
    expect(bodies).toMatchObject([{ bot: 'demo_bot', trigger: 'message_sent', data: { receiver: 'helper' } }]);
  });

  it('are made once, whatever is answered', async () => {
    answers = [503];
    await send();
    expect(await settled()).toMatchObject([{ state: 'failed', attempts: [{ status: 503 }] }]);
  });

  it('are tried again as often as the switch says, also after no answer in time', async () => {
    simulator.set({ callbackRetryDelaysMs: [10, 10], callbackTimeoutMs: 3_000 });
    answers = [503, undefined, 200];
    await send();
    expect(await settled()).toMatchObject([{ state: 'answered', attempts: [{ status: 503 }, { error: expect.stringContaining('no answer in time') }, { status: 200 }] }]);
  });

  it('are doubled, with the same body', async () => {
    simulator.set({ callbackDuplicates: 1 });
    await send();
    expect(await settled(2)).toMatchObject([{ cause: 'message' }, { cause: 'duplicate' }]);
    expect(bodies[1]).toEqual(bodies[0]);
  });

  it('come in another order', async () => {
    // By far longer than it takes to send them.
    simulator.set({ callbackReorderingMs: 2_000 });
    for (let count = 0; count < 12; count++) await send();
    await settled(12);
    const ids = bodies.map(({ data }) => Number(data.id));
    expect([...ids].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(ids).not.toEqual([...ids].sort((a, b) => a - b));
  });

  it('are made again by hand, as they were', async () => {
    await send();
    const [first] = await settled();
    simulator.set({ numericIds: true });
    const answer = await fetch(`${simulator.url}/simulator/deliveries/${first?.id}/again`, { method: 'POST' });
    expect(answer.status).toBe(200);
    await settled(2);
    expect(bodies[1]).toEqual(bodies[0]);
  });

  it('keep no bodies where the switch says so', async () => {
    simulator.set({ keepBodies: false });
    await send();
    const [delivery] = await settled();
    expect(delivery).toMatchObject({ messageId: '1', state: 'answered' });
    expect(delivery).not.toHaveProperty('callback');
    const logged = () => simulator.requests().find(({ path }) => path === '/v3/messages');
    while (!logged()) await wait(5);
    expect(logged()).not.toHaveProperty('body');
  });
});
