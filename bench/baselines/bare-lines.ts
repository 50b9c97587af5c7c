import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'undici';
import type { InboundEntry, OutboundEntry } from '../../src/queue/entries.js';
import type * as inboundLine from '../../src/queue/inbound.line.js';
import type * as keys from '../../src/queue/keys.js';
import type { Next } from '../../src/queue/next.js';
import type * as outboundLine from '../../src/queue/outbound.line.js';
import type * as queues from '../../src/queue/queues.js';
import type * as tick from '../../src/queue/tick.js';
import type { TurnData } from '../../src/queue/turns.js';
import { built } from '../load/built.js';

/**
 * The floor of Halley's design: what a worker has to tell BullMQ, Redis and CometChat where all goes well, and nothing else.
 * No Nest, no bot, no log, no metrics, no gate, no time-out; who fails loses the message.
 */
const { InboundLine } = await built<typeof inboundLine>('queue/inbound.line');
const { OutboundLine } = await built<typeof outboundLine>('queue/outbound.line');
const { PREFIX } = await built<typeof keys>('queue/keys');
const { WORKER_OPTIONS } = await built<typeof queues>('queue/queues');
const { Tick } = await built<typeof tick>('queue/tick');

const { PORT, REDIS_URL = '', COMETCHAT_API_URL = '', COMETCHAT_API_KEY = '', WORKER_CONCURRENCY } = process.env;
const api = new URL(COMETCHAT_API_URL);
const pool = new Pool(api.origin);
const redis = Tick.of(new Redis(REDIS_URL, { maxRetriesPerRequest: null }));
const beingSent = new Set<string>();
const DEADLINE_MS = 900_000;
/** As many as Halley's turns ask for. */
const BEHIND = 8;
const options = { ...WORKER_OPTIONS, autorun: true, prefix: PREFIX, connection: redis, concurrency: Number(WORKER_CONCURRENCY) };

new Worker('inbound', async ({ data: { conversation } }: Job<TurnData>) => {
  const line = new InboundLine(redis, 'inbound', conversation, randomUUID());
  let next = await line.claim(BEHIND);
  while (next.kind === 'head') {
    const begin = beingSent.has(conversation) ? undefined : { fence: randomUUID(), atMost: 1 + BEHIND };
    const handled = [next.head, ...(next.behind ?? [])].map((head) => ({ head, replies: [echo(head.entry)], memory: undefined }));
    const committed = await line.commit(handled, { handOut: { behind: BEHIND }, begin });
    const [head, ...behind] = committed.begun;
    if (begin && head) void send(conversation, begin.fence, { kind: 'head', head, behind });
    else if (committed.wakeOutbound) void send(conversation, randomUUID());
    next = committed.next;
  }
}, options);

createServer((_request, response) => response.end('ok')).listen(Number(PORT), '127.0.0.1');

function echo({ message: { id, bot, sender, data }, acceptedAt }: InboundEntry): OutboundEntry {
  const answer = `halley-${bot}-${id}`;
  const reply = { kind: 'text', text: String(data.text) } as const;
  return { id: `${answer}-0`, answer, bot, receiver: sender, receiverType: 'user', reply, acceptedAt, deadline: acceptedAt + DEADLINE_MS };
}

async function send(conversation: string, fence: string, begun?: Next<OutboundEntry>): Promise<void> {
  beingSent.add(conversation);
  const line = new OutboundLine(redis, 'outbound', conversation, fence);
  let next = begun ?? (await line.claim(BEHIND));
  while (next.kind === 'head') {
    const replies = [next.head, ...(next.behind ?? [])];
    for (const { entry } of replies) await post(entry);
    next = await line.finish(replies.map(({ member }) => member), { isFact: true, takeNext: true, behind: BEHIND });
  }
  beingSent.delete(conversation);
}

async function post({ id, bot, receiver, receiverType, reply: { text } }: OutboundEntry): Promise<void> {
  const { statusCode, body } = await pool.request({
    path: `${api.pathname}/bots/${bot}/messages`,
    method: 'POST',
    headers: { apikey: COMETCHAT_API_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ receiver, receiverType, category: 'message', type: 'text', muid: id, tags: [id], data: { text, metadata: { halleyReplyId: id } } }),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`CometChat answered ${statusCode}`);
}
