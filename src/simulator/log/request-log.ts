import { Inject, Injectable } from '@nestjs/common';
import { SIMULATOR_OPTIONS, type SimulatorOptions } from '../simulator-options.js';
import { Feed } from './feed.js';
import { RingBuffer } from './ring-buffer.js';

/** One request of the API, as it came in and what became of it. */
export interface LoggedRequest {
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  ms: number;
  method: string;
  path: string;
  query: Record<string, unknown>;
  /** Who it was made for: onBehalfOf, or the bot in the path. */
  actor?: string;
  /** The status that was answered; absent where the connection was broken. */
  status?: number;
  /** The fault that struck. */
  fault?: string;
  /** The message it stored. */
  messageId?: string;
  /** The message it seems to answer. */
  answersTo?: string;
  body?: unknown;
  answer?: unknown;
}

@Injectable()
export class RequestLog {
  private readonly requests: RingBuffer<LoggedRequest>;

  constructor(
    @Inject(SIMULATOR_OPTIONS) options: SimulatorOptions,
    private readonly feed: Feed,
  ) {
    this.requests = new RingBuffer(options.logSize);
  }

  add(fields: Omit<LoggedRequest, 'id'>): void {
    const logged = this.requests.add((id) => ({ id, ...fields }));
    this.feed.publish('request', () => logged);
  }

  all(): LoggedRequest[] {
    return [...this.requests];
  }

  clear(): void {
    this.requests.clear();
  }
}
