import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Wire } from './wire.js';

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
  private readonly wire = new Wire((request, response, body) => {
    const url = new URL(request.url ?? '/', 'http://far.side');
    const received = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers, body };
    this.received.push(received);
    this.respond(response, received, request);
  });

  async start(): Promise<string> {
    await this.wire.start();
    return this.wire.url;
  }

  stop(): Promise<void> {
    return this.wire.close();
  }
}

/** An error as CometChat words it. */
export function apiError(code: string): object {
  return { error: { code, message: 'The key secret-key said: a private text', devMessage: '', source: 'chat-api' } };
}
