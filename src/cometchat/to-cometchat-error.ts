import type { HttpAnswer } from './answering.js';
import { CometChatError, type ErrorKind, type Failure } from './cometchat-error.js';
import { errorKind, THREAD_CODES } from './error-kinds.js';
import { retryAfterMs } from './retry-after.js';

/** What was asked, as far as an error depends on it. */
export interface Asked {
  /** For people: the verb and the path, never the body. */
  call: string;
  inThread?: boolean;
  /** A card or an interactive message, which not every app accepts. */
  rich?: boolean;
}

const HINTS: Record<ErrorKind, string> = {
  transient: 'it is tried again',
  rateLimited: 'sending pauses for the whole app',
  permanent: 'trying again will not help',
  configuration: 'check COMETCHAT_APP_ID, COMETCHAT_REGION, COMETCHAT_API_KEY, COMETCHAT_API_URL, the plan, and that the bot exists',
};

/** Nothing is sent to a host whose certificate does not convince. */
const UNTRUSTED = /^(CERT_|UNABLE_TO_|ERR_TLS_CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT)/;

/** A 2xx that is not what the API documents: something else may have answered, so nothing is certain. */
export function unreadable(status: number, { call }: Asked): CometChatError {
  const message = `${call}: answered ${status} with something that is not CometChat's; check COMETCHAT_API_URL and what stands in between`;
  return new CometChatError(message, { kind: 'transient', outcome: 'unknown', answered: false, status });
}

/** The API, or something in front of it, answered with an error. */
export function refused({ status, body, headers }: HttpAnswer, asked: Asked): CometChatError {
  const code = errorCode(body);
  const kind = errorKind(status, code);
  return failed(asked, `answered ${status}${code ? ` ${code}` : ''}`, {
    kind,
    outcome: kind === 'transient' && ![408, 425].includes(status) ? 'unknown' : 'notSent',
    // A bare 502 or 504 comes from something in front of the API, which may still be at work.
    answered: code !== undefined || status < 500,
    status,
    code,
    retryAfterMs: retryAfterMs(headers),
    withoutThread: asked.inThread === true && THREAD_CODES.has(code ?? ''),
    fallBackToText: asked.rich === true && code === 'ERR_INVALID_MESSAGE_CATEGORY',
  });
}

/** No answer came. @param error what the network says of it */
export function unreachable(error: unknown, asked: Asked): CometChatError {
  const code = isObject(error) && typeof error.code === 'string' ? error.code : undefined;
  return failed(asked, code ?? 'no answer', { kind: 'transient', outcome: neverLeft(error, code) ? 'notSent' : 'unknown', answered: false, code });
}

function failed(asked: Asked, what: string, failure: Failure): CometChatError {
  return new CometChatError(`${asked.call}: ${what}; ${HINTS[failure.kind]}`, failure);
}

/** No connection was made, so no byte of the request can have arrived. */
function neverLeft(error: unknown, code = ''): boolean {
  // Node tries all addresses of a host and reports what went wrong with each; it does so while connecting only.
  if (error instanceof AggregateError) return true;
  const syscall = isObject(error) ? error.syscall : undefined;
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT' || UNTRUSTED.test(code);
}

function errorCode(body: unknown): string | undefined {
  const error = isObject(body) ? body.error : undefined;
  const code = isObject(error) ? error.code : undefined;
  return typeof code === 'string' && /^\w{1,80}$/.test(code) ? code : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
