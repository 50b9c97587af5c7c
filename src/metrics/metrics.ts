import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { DeadLetters } from '../queue/dead-letters.js';
import { Depths } from '../queue/depths.js';
import { Gates } from '../queue/gates.js';
import { Journal } from '../queue/journal.js';

/** From callback to reply a person waits; past a minute the number of seconds no longer matters. */
const SECONDS_TO_REPLY = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What Prometheus reads. Counters are this process's own; gauges on queues are the same from every process. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly gauges = {
    messages: this.gauge('halley_messages_waiting', 'Messages in line', ['side']),
    conversations: this.gauge('halley_conversations_waiting', 'Conversations with work', ['side']),
    oldest: this.gauge('halley_oldest_message_seconds', 'Age of the oldest message in line', ['side']),
    deadLetters: this.gauge('halley_dead_letters', 'Dead letters that are kept', []),
    paused: this.gauge('halley_sending_paused', '1 while nothing is sent for the app, by reason', ['app', 'reason']),
    redis: this.gauge('halley_redis_up', '0 while Redis does not answer; the figures of the queues are old then', []),
  };

  constructor(
    private readonly journal: Journal,
    private readonly depths: Depths,
    private readonly deadLetters: DeadLetters,
    private readonly gates: Gates,
    @Inject(CONFIG) private readonly config: HalleyConfig,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.countCallbacks();
    this.countHandling();
    this.countSending();
    this.countModels();
  }

  /** All figures as Prometheus reads them. Where Redis is away the process still tells its own. */
  async read(): Promise<string> {
    const isUp = await this.measureQueues().then(() => 1, () => 0);
    this.gauges.redis.set(isUp);
    return this.registry.metrics();
  }

  private countCallbacks(): void {
    const received = this.counter('halley_callbacks_received_total', 'Callbacks that passed the guard', []);
    const accepted = this.counter('halley_callbacks_accepted_total', 'Messages put in line', ['bot']);
    const duplicate = this.counter('halley_callbacks_duplicate_total', 'Callbacks delivered again', ['bot']);
    const ignored = this.counter('halley_callbacks_ignored_total', 'Callbacks answered 200 and dropped', ['reason']);
    const refused = this.counter('halley_callbacks_refused_total', 'Callbacks answered with an error', ['status']);
    this.journal
      .on('received', () => received.inc())
      .on('accepted', (labels) => accepted.inc(labels))
      .on('duplicate', (labels) => duplicate.inc(labels))
      .on('ignored', (labels) => ignored.inc(labels))
      .on('refused', (labels) => refused.inc(labels));
  }

  private countHandling(): void {
    const handled = this.counter('halley_messages_handled_total', 'Messages whose handler ended well', ['bot', 'ended']);
    const seconds = new Histogram({ name: 'halley_handler_seconds', help: 'Time a handler took', labelNames: ['bot'], registers: [this.registry] });
    this.journal.on('handled', ({ bot, ms, ended }) => {
      handled.inc({ bot, ended });
      seconds.observe({ bot }, ms / 1_000);
    });
  }

  private countSending(): void {
    const sent = this.counter('halley_replies_sent_total', 'Replies CometChat has', ['bot', 'looked_up']);
    const failed = this.counter('halley_failures_total', 'Handlers and sendings that failed', ['side', 'bot', 'kind']);
    const retried = this.counter('halley_retries_total', 'Failures that are tried again', ['side', 'bot']);
    const dead = this.counter('halley_dead_letters_total', 'Messages and replies given up', ['side', 'bot', 'reason']);
    const swept = this.counter('halley_lines_swept_total', 'Lines that stood still and were woken', ['side']);
    const seconds = new Histogram({
      name: 'halley_reply_seconds', help: 'From the callback to its reply at CometChat', labelNames: ['bot'], buckets: SECONDS_TO_REPLY, registers: [this.registry],
    });
    this.journal
      .on('sent', ({ bot, msSinceAccepted, lookedUp }) => {
        sent.inc({ bot, looked_up: String(lookedUp) });
        seconds.observe({ bot }, msSinceAccepted / 1_000);
      })
      .on('failed', (labels) => failed.inc(labels))
      .on('retried', (labels) => retried.inc(labels))
      .on('dead', (labels) => dead.inc(labels))
      .on('swept', (labels) => swept.inc(labels));
  }

  private countModels(): void {
    const tokens = this.counter('halley_llm_tokens_total', 'Tokens of language models', ['bot', 'model', 'kind']);
    const seconds = new Histogram({ name: 'halley_llm_seconds', help: 'Time a language model took', labelNames: ['bot', 'model'], buckets: SECONDS_TO_REPLY, registers: [this.registry] });
    this.journal.on('modelUsed', ({ bot, model, promptTokens, completionTokens, ms }) => {
      tokens.inc({ bot, model, kind: 'prompt' }, promptTokens);
      tokens.inc({ bot, model, kind: 'completion' }, completionTokens);
      seconds.observe({ bot, model }, ms / 1_000);
    });
  }

  private async measureQueues(): Promise<void> {
    for (const side of ['inbound', 'outbound'] as const) {
      const { messages, conversations, oldestMs } = await this.depths.of(side);
      this.gauges.messages.set({ side }, messages);
      this.gauges.conversations.set({ side }, conversations);
      this.gauges.oldest.set({ side }, oldestMs / 1_000);
    }
    this.gauges.deadLetters.set(await this.deadLetters.count());
    this.gauges.paused.reset();
    const gate = await this.gates.look(this.config.cometchat.appId);
    if (gate) this.gauges.paused.set({ app: gate.appId, reason: gate.reason }, 1);
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
