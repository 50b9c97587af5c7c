import { Logger } from '@nestjs/common';
import { DelayedError, type Job, type Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { CompiledBot } from '../../src/bot-kit/index.js';
import { CometChatClient } from '../../src/cometchat/cometchat.client.js';
import type { CometChatHttp } from '../../src/cometchat/cometchat-http.js';
import type { HalleyConfig } from '../../src/config/config.js';
import { Cards } from '../../src/outbound/cards.js';
import { Circuit } from '../../src/outbound/circuit.js';
import { OutboundProcessor } from '../../src/outbound/outbound.processor.js';
import { OutboundServices } from '../../src/outbound/outbound.services.js';
import { OutboundTurns } from '../../src/outbound/outbound.turns.js';
import { ShortWay } from '../../src/outbound/short-way.js';
import { BotRegistry } from '../../src/processor/bot.registry.js';
import { InboundProcessor } from '../../src/processor/inbound.processor.js';
import { InboundServices } from '../../src/processor/inbound.services.js';
import { QueuedOutbox, type Letter } from '../../src/processor/queued-outbox.js';
import { DeadLetters, type DeadLetterQueue } from '../../src/queue/dead-letters.js';
import { Drain } from '../../src/queue/drain.js';
import { Gates } from '../../src/queue/gates.js';
import { InboundQueue } from '../../src/queue/inbound.queue.js';
import { Journal } from '../../src/queue/journal.js';
import type { Side } from '../../src/queue/keys.js';
import { OutboundQueue } from '../../src/queue/outbound.queue.js';
import { Pulse } from '../../src/queue/pulse.js';
import type { RedisClients } from '../../src/queue/redis.clients.js';
import { Replay } from '../../src/queue/replay.js';
import { Sweeper } from '../../src/queue/sweeper.js';
import type { TurnData, TurnQueue } from '../../src/queue/turns.js';
import { Uncommitted } from '../../src/queue/uncommitted.js';

Logger.overrideLogger(false);

/** What lies around a process and is not ours. */
export interface Surroundings {
  redis: Redis;
  queues: Record<Side, TurnQueue>;
  deadLetters: DeadLetterQueue;
  later: Queue<Letter, void>;
  http: CometChatHttp;
  bot: CompiledBot;
  config: HalleyConfig;
}

/** The classes of one process, put together as Nest does it. */
export class House {
  readonly inbound: InboundQueue;
  readonly sweeper: Sweeper;
  readonly outbox: QueuedOutbox;
  readonly replay: Replay;
  private readonly shortWay: ShortWay;
  private readonly hosts: Record<Side, InboundProcessor | OutboundProcessor>;

  constructor({ redis, queues, deadLetters: deadLetterQueue, later, http, bot, config }: Surroundings) {
    const clients = { failFast: redis, patient: redis } as unknown as RedisClients;
    const journal = new Journal();
    const deadLetters = new DeadLetters(deadLetterQueue);
    const gates = new Gates(clients);
    const uncommitted = new Uncommitted();
    const outbound = new OutboundQueue(clients, queues.outbound, uncommitted);
    this.inbound = new InboundQueue(clients, queues.inbound);
    this.sweeper = new Sweeper(clients, journal, deadLetters, queues.inbound, queues.outbound);
    this.outbox = new QueuedOutbox(config, later, outbound);
    this.replay = new Replay(clients, deadLetters, this.inbound, outbound, config);
    const outboundServices = new OutboundServices(outbound, gates, new CometChatClient(http), deadLetters, journal);
    const turns = new OutboundTurns(outboundServices, new Circuit(gates), new Cards(config));
    const [drain, pulse] = [new Drain(config), new Pulse(config)];
    this.shortWay = new ShortWay(turns, drain, pulse, config);
    const inboundServices = new InboundServices(new BotRegistry([bot]), this.inbound, this.shortWay, deadLetters, journal);
    this.hosts = { inbound: new InboundProcessor(Object.assign(inboundServices, { config, uncommitted })), outbound: new OutboundProcessor(turns) };
    for (const host of Object.values(this.hosts)) Object.assign(host, { config, drain, pulse });
  }

  /** What a turn leaves behind goes on after it. */
  sendings(): Promise<void> {
    return this.shortWay.close();
  }

  /** @returns true if the turn moved itself to later. */
  async turn(side: Side, conversation: string, delay: () => Promise<void>): Promise<boolean> {
    const job = { data: { conversation }, moveToDelayed: delay } as unknown as Job<TurnData>;
    try {
      await this.hosts[side].process(job, 'token');
      return false;
    } catch (error) {
      if (error instanceof DelayedError) return true;
      throw error;
    }
  }
}
