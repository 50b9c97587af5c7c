import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { DeadLetters } from './dead-letters.js';
import { Depths } from './depths.js';
import { Drain } from './drain.js';
import { Durability } from './durability.js';
import { Gates } from './gates.js';
import { InboundQueue } from './inbound.queue.js';
import { Journal } from './journal.js';
import { PREFIX } from './keys.js';
import { Memories } from './memories.js';
import { OutboundQueue } from './outbound.queue.js';
import { Pulse } from './pulse.js';
import { DEAD_LETTERS, EVENTS_KEPT, LATER } from './queues.js';
import { QueueErrors } from './queue-errors.js';
import { RedisBudgets } from './redis-budgets.js';
import { Replay } from './replay.js';
import { RedisClients } from './redis.clients.js';
import { RedisModule } from './redis.module.js';
import { Uncommitted } from './uncommitted.js';

const bullmq = BullModule.forRootAsync({
  imports: [RedisModule],
  inject: [RedisClients],
  useFactory: ({ patient }: RedisClients) => ({
    connection: patient,
    prefix: PREFIX,
    streams: { events: { maxLen: EVENTS_KEPT } },
  }),
});

const queues = BullModule.registerQueue(
  { name: 'inbound' },
  { name: 'outbound' },
  { name: DEAD_LETTERS.queue },
  { name: LATER.queue, defaultJobOptions: LATER.options },
);

/** BullMQ and the lines. Every role imports it; the webhook meets the worker here and nowhere else. */
@Module({
  imports: [RedisModule, bullmq, queues],
  providers: [QueueErrors, Durability, Journal, Drain, Pulse, Gates, Depths, DeadLetters, InboundQueue, OutboundQueue, Memories, RedisBudgets, Replay, Uncommitted],
  exports: [queues, RedisModule, Journal, Drain, Pulse, Gates, Depths, DeadLetters, InboundQueue, OutboundQueue, Memories, RedisBudgets, Replay, Uncommitted],
})
export class QueueModule {}
