import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { Dice } from '../faults/dice.js';
import { Switches } from '../faults/switches.js';
import { type Attempt, type Delivery, DeliveryLog } from '../log/delivery-log.js';
import type { Bot, JsonObject } from '../state/entities.js';

/** Posts a callback and, as far as the switches say so, tries again. */
@Injectable()
export class Deliverer implements OnModuleDestroy {
  // CometChat's own number is not known; this keeps a load test from opening a socket per message.
  private readonly agent = new Agent({ connections: 128, pipelining: 1 });
  private readonly closing = new AbortController();

  constructor(
    private readonly log: DeliveryLog,
    private readonly switches: Switches,
    private readonly dice: Dice,
  ) {
    // Any number of waits listen for the end.
    setMaxListeners(0, this.closing.signal);
  }

  /** Never throws: what becomes of it is in the log. */
  async deliver(bot: Bot, delivery: Delivery, callback: JsonObject): Promise<void> {
    const { callbackReorderingMs, callbackRetryDelaysMs } = this.switches.values;
    if (callbackReorderingMs > 0) await this.pause(this.dice.roll() * callbackReorderingMs);
    const body = JSON.stringify(callback);
    for (const delay of [0, ...callbackRetryDelaysMs]) {
      if (delay > 0) await this.pause(delay);
      if (this.closing.signal.aborted) return;
      const answered = await this.attempt(bot, delivery, body);
      if (answered) return this.end(delivery, 'answered');
    }
    this.end(delivery, 'failed');
  }

  async onModuleDestroy(): Promise<void> {
    this.closing.abort();
    await this.agent.destroy();
  }

  private async attempt(bot: Bot, delivery: Delivery, body: string): Promise<boolean> {
    const attempt: Attempt = { at: Date.now() };
    delivery.attempts.push(attempt);
    try {
      const answer = await this.post(bot, delivery.url, body);
      attempt.status = answer.status;
      if (this.switches.values.keepBodies) attempt.answer = answer.text;
    } catch (error) {
      attempt.error = reasonOf(error);
    }
    attempt.ms = Date.now() - attempt.at;
    this.log.changed(delivery);
    return attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300;
  }

  private async post(bot: Bot, url: string, body: string): Promise<{ status: number; text: string }> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(new Error('no answer in time')), this.switches.values.callbackTimeoutMs);
    try {
      const headers = { 'content-type': 'application/json', ...authorization(bot) };
      const answer = await request(url, { method: 'POST', headers, body, dispatcher: this.agent, signal: timeout.signal });
      return { status: answer.statusCode, text: (await answer.body.text()).slice(0, 2000) };
    } finally {
      clearTimeout(timer);
    }
  }

  private end(delivery: Delivery, state: Delivery['state']): void {
    delivery.state = state;
    this.log.changed(delivery);
  }

  private async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.closing.signal, ref: false }).catch(() => undefined);
  }
}

function authorization({ useBasicAuth, username = '', password = '' }: Bot): { authorization?: string } {
  if (!useBasicAuth) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? `${error.code} ${error.message}`.trim() : error.message;
}
