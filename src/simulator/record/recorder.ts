import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request as forward } from 'undici';
import type { Exchange } from './exchange.js';
import { masked } from './mask.js';
import type { Recordings } from './recordings.js';

export interface RecorderOptions {
  host: string;
  port: number;
  /** The base of the real API, up to /v3. */
  apiUrl: string;
  /** Where the bots' backend takes callbacks, such as http://127.0.0.1:3000/webhook. */
  webhookUrl: string;
  maskTexts: boolean;
}

type Answer = Exchange['answer'] & { bytes: Buffer };

/** These belong to one connection and are not passed on; of compressed bodies nobody could read the recording. */
const NOT_PASSED_ON = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'accept-encoding', 'upgrade', 'expect', 'te']);

/** Stands between a real CometChat app and the bots' backend: passes everything on unchanged, and keeps it. */
export class Recorder {
  private readonly server: Server = createServer((request, response) => {
    // A client that goes away in the middle of its request ends that request, not the recording.
    this.pass(request, response).catch((error: Error) => {
      this.tell(`${request.method} ${request.url?.split('?')[0]} was not passed on: ${error.message}`);
      response.destroy();
    });
  });

  constructor(
    private readonly options: RecorderOptions,
    private readonly recordings: Recordings,
    private readonly tell: (line: string) => void,
  ) {}

  async start(): Promise<string> {
    this.server.listen(this.options.port, this.options.host);
    await once(this.server, 'listening');
    return `http://${this.options.host}:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = new Date();
    const body = await bytesOf(request);
    const { method = 'GET', url: path = '/' } = request;
    const kind = path.startsWith('/v3/') ? 'request' : 'callback';
    const answer = await this.ask(this.target(kind, path), method, request.headers, body);
    response.writeHead(answer.status, answer.headers).end(answer.bytes);
    const { bytes: _, ...shown } = answer;
    this.keep({ kind, at: at.toISOString(), method, path, headers: plain(request.headers), body: parsed(body), answer: shown });
  }

  /** Both bases come from the command line; a request decides only the rest of the path. */
  private target(kind: Exchange['kind'], path: string): string {
    if (kind === 'request') return this.options.apiUrl.replace(/\/$/, '') + path.slice('/v3'.length);
    const bot = /^\/webhook\/([\w-]+)$/.exec(path)?.[1];
    return this.options.webhookUrl.replace(/\/$/, '') + (bot === undefined ? '' : `/${bot}`);
  }

  private async ask(url: string, method: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
    const started = Date.now();
    const passed = Object.fromEntries(Object.entries(plain(headers)).filter(([name]) => !NOT_PASSED_ON.has(name)));
    try {
      const answer = await forward(url, { method: method as 'POST', headers: passed, body: body.length > 0 ? body : undefined });
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      const kept = Object.entries(plain(answer.headers)).filter(([name]) => !NOT_PASSED_ON.has(name));
      return { status: answer.statusCode, headers: Object.fromEntries(kept), body: parsed(bytes), ms: Date.now() - started, bytes };
    } catch (error) {
      const text = `The recorder could not reach ${url}: ${error instanceof Error ? error.message : String(error)}`;
      return { status: 502, headers: { 'content-type': 'text/plain' }, body: text, ms: Date.now() - started, bytes: Buffer.from(text) };
    }
  }

  private keep(exchange: Exchange): void {
    const name = this.recordings.keep(masked(exchange, { texts: this.options.maskTexts }));
    this.tell(`${name}  ${exchange.method} ${exchange.path.split('?')[0]} ${exchange.answer.status} in ${exchange.answer.ms} ms`);
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function plain(headers: IncomingHttpHeaders | Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

/** JSON where it is JSON, else the text. */
function parsed(bytes: Buffer): unknown {
  const text = bytes.toString();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
