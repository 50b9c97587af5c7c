import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { refusalBody } from './status-refusals.js';

// A message has at most 65,536 characters, of up to four bytes each (section 8 of the contract).
const BODY_LIMIT = 256 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;
// Node looks for requests that take too long every 30 s unless told otherwise.
const TIMEOUT_CHECK_MS = 500;
// A process has 1,024 to 65,536 file handles as a rule; CometChat needs a handful.
const MAX_CONNECTIONS = 2_000;
// The token of a form is signed JSON that names a user, a bot and a group: three times 100 characters and what is around them.
const LONGEST_PATH_PART = 2_000;

class BytesAdapter extends FastifyAdapter {
  /** Nest would add parsers of its own, one for forms among them. */
  override registerParserMiddleware(): void {}
}

/**
 * Fastify as a public endpoint needs it: bounded in size, time and number, and JSON only. A body is handed on as bytes:
 * nobody parses what is not let in yet.
 */
export function createHttpAdapter({ requestTimeoutMs = REQUEST_TIMEOUT_MS } = {}): FastifyAdapter {
  const adapter = new BytesAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: requestTimeoutMs, requestTimeout: requestTimeoutMs, connectionsCheckingInterval: TIMEOUT_CHECK_MS },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: LONGEST_PATH_PART },
    clientErrorHandler: refuseOnSocket,
    frameworkErrors: refuseBeforeRouting,
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  adapter.useBodyParser('application/json', false, { bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body));
  fastify.server.maxConnections = MAX_CONNECTIONS;
  return adapter;
}

/** Addresses the router cannot read. Fastify's own words would repeat them. */
function refuseBeforeRouting({ statusCode = 400 }: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.status(statusCode).send(refusalBody(statusCode));
}

/** Requests that Node itself gives up on never become a request of Fastify's. */
function refuseOnSocket(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = statusOfClientError(error.code);
  const body = JSON.stringify(refusalBody(status));
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'connection: close', 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function statusOfClientError(code?: string): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}
