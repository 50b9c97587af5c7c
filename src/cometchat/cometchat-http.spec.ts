import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextLap } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CometChatHttp } from './cometchat-http.js';

interface Arrived {
  url: string | undefined;
  socket: Socket;
  port: number | undefined;
}

describe('CometChatHttp', () => {
  let server: Server;
  let origin: string;
  let arrived: Arrived[];
  let respond: (response: ServerResponse) => void;
  const opened: CometChatHttp[] = [];

  beforeEach(async () => {
    arrived = [];
    respond = (response) => response.writeHead(200).end('{}');
    server = createServer(({ url, socket }, response) => {
      arrived.push({ url, socket, port: socket.remotePort });
      respond(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    for (const http of opened.splice(0)) await http.onApplicationShutdown();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const connect = (base = '/v3', timeoutMs = 30_000) => {
    const http = new CometChatHttp({ apiUrl: origin + base, apiKey: 'secret-key', timeoutMs });
    opened.push(http);
    return http;
  };
  const get = { method: 'GET', path: '/bots' } as const;
  const post = { method: 'POST', path: '/bots', body: { text: 'hi' } } as const;
  /** As a bot's handler does that computes for long. */
  const standStill = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

  it.each([['/v3', '/v3/bots'], ['/v3/', '/v3/bots'], ['', '/bots'], ['/', '/bots'], ['/a/b', '/a/b/bots']])('asks below the base "%s"', async (base, path) => {
    await connect(base).request(get);
    expect(arrived[0]!.url).toBe(path);
  });

  it('never goes where an answer points to', async () => {
    respond = (response) => response.writeHead(307, { location: `${origin}/elsewhere` }).end();
    expect(await connect().request(post)).toMatchObject({ status: 307 });
    expect(arrived).toHaveLength(1);
  });

  it('asks again over the connection it has, and over another one once that is closed', async () => {
    const http = connect();
    const ports: (number | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      await http.request(post);
      const { socket, port } = arrived[i]!;
      ports.push(port);
      if (i === 1) await once(socket.end(), 'close');
      await nextLap();
    }
    const [first, second, third, fourth] = ports;
    expect([second, fourth]).toEqual([first, third]);
    expect(third).not.toBe(first);
  });

  it('passes over what is said before the answer', async () => {
    respond = (response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      response.writeProcessing();
      response.writeHead(200, { 'x-answer': 'yes' }).end('{"data":1}');
    };
    expect(await connect().request(post)).toMatchObject({ status: 200, headers: { 'x-answer': 'yes' }, body: { data: 1 } });
  });

  it('reads an answer that comes in pieces, whatever bytes they are cut at', async () => {
    const bytes = Buffer.from('{"text":"schön 🌠"}');
    respond = (response) => {
      response.writeHead(200);
      bytes.forEach((_, i) => response.write(bytes.subarray(i, i + 1)));
      response.end();
    };
    expect((await connect().request(get)).body).toEqual({ text: 'schön 🌠' });
  });

  it.each(['', 'not found', '<html>', '{"data":'])('has no body where "%s" is answered', async (answer) => {
    respond = (response) => response.writeHead(404).end(answer);
    expect(await connect().request(get)).toMatchObject({ status: 404, body: undefined });
  });

  it('takes 16 MB and not more', async () => {
    const answer = (bytes: number) => (response: ServerResponse) => response.writeHead(200).end(`"${'x'.repeat(bytes - 2)}"`);
    respond = answer(16 * 1024 * 1024);
    expect((await connect().request(get)).body).toHaveLength(16 * 1024 * 1024 - 2);
    respond = answer(16 * 1024 * 1024 + 1);
    await expect(connect().request(get)).rejects.toMatchObject({ code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
  });

  it('sends nothing for one who has gone away, before or while a connection is made', async () => {
    const http = connect();
    await expect(http.request({ ...post, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORT_ERR' });
    const leaving = new AbortController();
    const asked = http.request({ ...post, signal: leaving.signal });
    leaving.abort();
    await expect(asked).rejects.toMatchObject({ code: 'ABORT_ERR' });
    await http.request(get);
    expect(arrived.map(({ url }) => url)).toEqual(['/v3/bots']);
  });

  it.each([['that has yet to be made', false], ['that is there', true]])('sends nothing past its deadline, where the process stood still, over a connection %s', async (_, isThere) => {
    const http = connect('/v3', 1_000);
    if (isThere) await http.request(get);
    arrived.length = 0;
    // From a timer, so that the connection is heard of before the timer of the deadline.
    const outcome = await new Promise((resolve) => setTimeout(() => {
      resolve(http.request(post).catch((error: unknown) => error));
      standStill(1_200);
    }));
    expect(outcome).toMatchObject({ code: 'ETIMEDOUT' });
    await connect().request({ ...get, path: '/after' });
    expect(arrived.map(({ url }) => url)).toEqual(['/v3/after']);
  });
});
