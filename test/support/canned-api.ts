import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: unknown;
}

type Respond = (response: ServerResponse, received: Received, request: IncomingMessage) => void;

/** CometChat's place on the wire, for tests that need answers no simulator gives. */
export class CannedApi {
  readonly received: Received[] = [];
  respond: Respond = (response) => response.writeHead(500).end();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v3`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://far.side');
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const received = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers, body };
    this.received.push(received);
    this.respond(response, received, request);
  }
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** An error as CometChat words it. */
export function apiError(code: string): object {
  return { error: { code, message: 'The key secret-key said: a private text', devMessage: '', source: 'chat-api' } };
}
