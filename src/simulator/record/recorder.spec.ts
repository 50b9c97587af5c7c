import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../start-simulator.js';
import { Recorder } from './recorder.js';
import { Recordings } from './recordings.js';
import { replay } from './replay.js';

describe('record and replay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  const callbacks: { url?: string; authorization?: string; body: string }[] = [];
  let status = 200;
  let cometchat: Simulator;
  let backend: Server;
  let recorder: Recorder;
  let url: string;
  let tellOn: (line: string) => void = () => undefined;

  beforeAll(async () => {
    backend = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      callbacks.push({ url: request.url, authorization: request.headers.authorization, body });
      response.writeHead(status).end('{"status":"accepted"}');
    });
    backend.listen(0, '127.0.0.1');
    await once(backend, 'listening');
    cometchat = await startSimulator();
    const options = { host: '127.0.0.1', port: 0, apiUrl: cometchat.apiUrl, webhookUrl: `${urlOf(backend)}/webhook`, maskTexts: true };
    recorder = new Recorder(options, new Recordings(folder), (line) => tellOn(line));
    url = await recorder.start();
  });
  afterAll(async () => {
    await recorder.stop();
    await cometchat.close();
    backend.close();
    rmSync(folder, { recursive: true });
  });

  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { apikey: 'a-real-key', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }

  it('passes everything on and keeps it, without secrets and texts', async () => {
    for (const uid of ['ada', 'helper']) await post('/v3/users', { uid, name: 'Ada Lovelace' });
    const created = await post('/v3/bots', { uid: 'helper', webhookURL: `${url}/webhook/helper`, enabled: true, useBasicAuth: true, username: 'hook', password: 'hunter22' });
    expect(created).toMatchObject({ status: 200, body: { data: { password: 'hunter22' } } });
    expect(created.headers.get('x-rate-limit')).not.toBeNull();
    await post('/v3/messages', { receiver: 'helper', receiverType: 'user', data: { text: '/order 712 <@uid:helper>' } }, { onBehalfOf: 'ada' });
    await keptCallback();
    expect(callbacks[0]).toMatchObject({ url: '/webhook/helper', authorization: `Basic ${Buffer.from('hook:hunter22').toString('base64')}` });
    expect(JSON.parse(callbacks[0]?.body ?? '')).toMatchObject({ data: { data: { text: '/order 712 <@uid:helper>' } } });
    const kept = JSON.stringify(new Recordings(folder).all());
    for (const secret of ['hunter22', 'a-real-key', 'Basic ', 'Lovelace', ' 712 ']) expect(kept).not.toContain(secret);
    expect(kept).toContain('/xxxxx 000 <@uid:helper>');
  });

  it('goes on when a client goes away in the middle of its request', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write('POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"trigger":');
    const told = new Promise((resolve) => (tellOn = resolve));
    socket.end();
    expect(await told).toMatch(/^POST \/webhook was not passed on: /);
    expect((await post('/v3/users', { uid: 'still', name: 'There' })).status).toBe(200);
  });

  it('posts the callbacks again and says where the answer differs', async () => {
    callbacks.length = 0;
    const lines: string[] = [];
    const again = () => replay(new Recordings(folder), { webhookUrl: `${urlOf(backend)}/webhook`, user: 'hook:new' }, (line) => lines.push(line));
    expect(await again()).toBe(0);
    expect(callbacks).toMatchObject([{ url: '/webhook', authorization: `Basic ${Buffer.from('hook:new').toString('base64')}` }]);
    status = 503;
    expect(await again()).toBe(1);
    expect(lines.at(-1)).toContain('503, recorded was 200');
  });

  async function keptCallback() {
    while (!new Recordings(folder).all().some(({ exchange }) => exchange.kind === 'callback')) await new Promise((resolve) => setTimeout(resolve, 10));
  }
});

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
