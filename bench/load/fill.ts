import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import type { IncomingMessage } from '../../src/bot-kit/index.js';
import type { HalleyConfig } from '../../src/config/config.js';
import type * as inboundQueue from '../../src/queue/inbound.queue.js';
import type * as keys from '../../src/queue/keys.js';
import type * as redisClients from '../../src/queue/redis.clients.js';
import type * as readCallback from '../../src/webhook/read-callback.js';
import type * as incomingMessages from '../../src/webhook/to-incoming-message.js';
import { built } from './built.js';
import { APP_ID, BOT, callback } from './callback.js';

export interface FillOrder {
  redisUrl: string;
  variant: 'halley' | 'nest';
  count: number;
  /** The messages are dealt out to so many. */
  conversations: number;
  firstId: number;
  /** Who they are, so that a later filling can be of others. */
  people?: string;
}

export interface Filled {
  seconds: number;
}

const { InboundQueue } = await built<typeof inboundQueue>('queue/inbound.queue');
const { PREFIX } = await built<typeof keys>('queue/keys');
const { RedisClients } = await built<typeof redisClients>('queue/redis.clients');
const { readMessage } = await built<typeof readCallback>('webhook/read-callback');
const { toIncomingMessage } = await built<typeof incomingMessages>('webhook/to-incoming-message');

const AT_A_TIME = 500;
const JOB = { attempts: 5, backoff: { type: 'exponential', delay: 500 }, removeOnComplete: true };

const order = JSON.parse(process.argv[2]) as FillOrder;
const startedAt = performance.now();
await (order.variant === 'halley' ? fillLines() : fillJobs());
console.log(JSON.stringify({ seconds: (performance.now() - startedAt) / 1_000 }));
process.exit(0);

/** Through the very code that takes callbacks, without HTTP in front. */
async function fillLines(): Promise<void> {
  const clients = new RedisClients({ redis: { url: order.redisUrl } } as HalleyConfig);
  await clients.onModuleInit();
  const queue = new Queue('inbound', { connection: { url: order.redisUrl }, prefix: PREFIX });
  const inbound = new InboundQueue(clients, queue as never);
  // On a busy machine Redis may not answer in time; offered again, a message is in line once.
  const accept = (message: IncomingMessage): Promise<unknown> => inbound.accept(message).catch(() => accept(message));
  await inGroups((body) => accept(messageOf(body)));
  // Whoever accepts does not wait for the wakes.
  await sleep(500);
  await queue.close();
}

async function fillJobs(): Promise<void> {
  const queue = new Queue('messages', { connection: { url: order.redisUrl } });
  await inGroups((body) => queue.add('message', body, JOB));
  await queue.close();
}

interface Callback {
  data: Parameters<typeof readMessage>[0];
}

async function inGroups(put: (body: Callback) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < order.count; i += AT_A_TIME) {
    const size = Math.min(AT_A_TIME, order.count - i);
    await Promise.all(Array.from({ length: size }, (_, j) => put(JSON.parse(callback(order.firstId + i + j, senderOf(i + j))) as Callback)));
  }
}

function senderOf(i: number): string {
  return `${order.people ?? 'person'}-${i % order.conversations}`;
}

function messageOf({ data }: Callback): IncomingMessage {
  return toIncomingMessage(readMessage(data), APP_ID, BOT);
}
