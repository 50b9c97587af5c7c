import type { LoggerService } from '@nestjs/common';
import { destination, pino, type Logger } from 'pino';

/** What Nest tells of its own making, in some twenty lines at every start. */
const NEST_AT_START = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** Nest's logger on pino: JSON, one line an event. What a room logs as an object becomes fields. */
export class PinoLogger implements LoggerService {
  private readonly pino: Logger;
  private readonly sink: ReturnType<typeof destination>;

  constructor(level: string) {
    // Written aside: a disk or a pipe that is slow must not stop the event loop.
    this.sink = destination({ sync: false });
    const options = {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      // Our rooms log neither; this is for the day somebody logs a request.
      redact: { paths: ['apikey', '*.apikey', 'authorization', '*.authorization', 'password', '*.password', 'text', '*.text'], censor: '[hidden]' },
    };
    this.pino = pino(options, this.sink);
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
    if (message instanceof Error) this.pino[level]({ ...fields, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.pino[level]({ ...fields, ...message });
    else this.pino[level](fields, String(message));
  }
}
