import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { LogSink } from './log-sink.js';

/** What Nest tells of its own making, in some twenty lines at every start. */
const NEST_AT_START = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** Our rooms log none of them; this is for the day somebody logs a request. */
const HIDDEN = ['apikey', 'authorization', 'password', 'text'];
const CENSOR = '[hidden]';

/** Rooms are few. Whoever logs without one has the last thing he logs taken for it, and those are as many as he likes. */
const MOST_ROOMS = 1_000;

/** Pino's `isoTime`, written out once a millisecond: a worker at work logs many lines in each. */
function timestamp(): string {
  const now = Date.now();
  if (now !== stamped.at) stamped = { at: now, field: `,"time":"${new Date(now).toISOString()}"` };
  return stamped.field;
}

let stamped = { at: 0, field: '' };

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

interface Room {
  flat: Logger;
  /** For fields that are objects themselves: to look into them costs as much as to write the line. */
  deep: Logger;
}

/** Nest's logger on pino: JSON, one line an event. What a room logs as an object becomes fields. */
export class PinoLogger implements LoggerService {
  private readonly flat: Logger;
  private readonly deep: Logger;
  private readonly rooms = new Map<unknown, Room>();
  private readonly sink = new LogSink();

  constructor(level: string) {
    const options = {
      level,
      base: undefined,
      timestamp,
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
  private write(level: Level, message: unknown, rest: unknown[]): void {
    const { flat, deep } = this.roomOf(rest.pop());
    const [stack] = rest;
    const given = typeof stack === 'string' ? { stack } : undefined;
    if (message instanceof Error) deep[level]({ ...given, err: message }, message.message);
    else if (given) deep[level]({ ...given, ...(isObject(message) ? message : {}) }, isObject(message) ? undefined : String(message));
    else if (isObject(message)) (isFlat(message) ? flat : deep)[level](message);
    else flat[level](String(message));
    // Whoever looks for what went wrong looks at the last lines.
    if (level === 'warn' || level === 'error' || level === 'fatal') this.sink.flush();
  }

  /** What is the same in every line of a room is written out once. */
  private roomOf(context: unknown): Room {
    const known = this.rooms.get(context);
    if (known) return known;
    const room = { flat: this.flat.child({ room: context }), deep: this.deep.child({ room: context }) };
    if (this.rooms.size < MOST_ROOMS) this.rooms.set(context, room);
    return room;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isFlat(message: object): boolean {
  for (const field in message) if (isObject(message[field as keyof typeof message])) return false;
  return true;
}
