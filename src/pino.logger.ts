import type { LoggerService } from '@nestjs/common';
import { destination, pino, type Logger } from 'pino';

/** What Nest tells of its own making, in some twenty lines at every start. */
const NEST_AT_START = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** Our rooms log none of them; this is for the day somebody logs a request. */
const HIDDEN = ['apikey', 'authorization', 'password', 'text'];
const CENSOR = '[hidden]';

/** A bunch of lines leaves in one write: a write a line was a twentieth of what a worker costs. */
const AT_ONCE_BYTES = 4_096;
const AT_LATEST_MS = 100;

/** Nest's logger on pino: JSON, one line an event. What a room logs as an object becomes fields. */
export class PinoLogger implements LoggerService {
  /** For fields that are objects themselves: to look into them costs as much as to write the line. */
  private readonly deep: Logger;
  private readonly flat: Logger;
  private readonly sink: ReturnType<typeof destination>;

  constructor(level: string) {
    // Written aside: a disk or a pipe that is slow must not stop the event loop.
    this.sink = destination({ sync: false, minLength: AT_ONCE_BYTES, periodicFlush: AT_LATEST_MS });
    const options = {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      serializers: Object.fromEntries(HIDDEN.map((field) => [field, () => CENSOR])),
    };
    this.flat = pino(options, this.sink);
    this.deep = pino({ ...options, redact: { paths: HIDDEN.map((field) => `*.${field}`), censor: CENSOR } }, this.sink);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write(NEST_AT_START.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Writes out what is still held back: the last thing before the process ends. */
  flush(): void {
    this.sink.flushSync();
  }

  /** Nest passes the context last, and the stack before it. */
  private write(level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]): void {
    const context = rest.pop();
    const [stack] = rest;
    const fields = { room: context, ...(typeof stack === 'string' ? { stack } : {}) };
    if (message instanceof Error) this.deep[level]({ ...fields, err: message }, message.message);
    else if (!isObject(message)) this.flat[level](fields, String(message));
    else this[Object.values(message).some(isObject) ? 'deep' : 'flat'][level]({ ...fields, ...message });
    // Whoever looks for what went wrong looks at the last lines.
    if (level === 'warn' || level === 'error' || level === 'fatal') this.sink.flush();
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
