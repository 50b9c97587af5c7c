import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { AUTHORIZATION, callback, textOf } from './callback.js';
import { monotonicMs } from './clock.js';

export interface PaceOrder {
  url: string;
  firstId: number;
  count: number;
  /** So many start each second, whatever became of those before; 0: each waits until the API has the reply to the one before. */
  perSecond: number;
  /** Senders, in turn. */
  senders: string[];
  /** Where the replies arrive, for one after another. */
  apiOrigin: string;
}

export interface Paced {
  bad: number;
  /** When each callback went out, by message id, on the machine's monotonic clock. */
  sentAt: [id: number, at: number][];
}

const order = JSON.parse(process.argv[2]) as PaceOrder;
const webhook = new Pool(order.url, { connections: 64 });
const api = new Pool(order.apiOrigin, { connections: 1 });
const paced: Paced = { bad: 0, sentAt: [] };
await (order.perSecond > 0 ? steadily() : oneByOne());
console.log(JSON.stringify(paced));
process.exit(0);

async function steadily(): Promise<void> {
  const startedAt = monotonicMs();
  const under = new Set<Promise<void>>();
  for (let i = 0; i < order.count; i++) {
    const early = startedAt + (i * 1_000) / order.perSecond - monotonicMs();
    if (early > 1) await sleep(early);
    const posting = post(i).finally(() => under.delete(posting));
    under.add(posting);
  }
  await Promise.all(under);
}

async function oneByOne(): Promise<void> {
  for (let i = 0; i < order.count; i++) {
    const posted = post(i);
    const text = encodeURIComponent(textOf(order.firstId + i));
    const told = api.request({ path: `/arrived/${text}`, method: 'GET' }).then(({ body }) => body.dump());
    await Promise.all([posted, told]);
    // Whoever still tidies up after the message is not to slow the next one down.
    await sleep(5);
  }
}

async function post(i: number): Promise<void> {
  const id = order.firstId + i;
  const body = callback(id, order.senders[i % order.senders.length]);
  paced.sentAt.push([id, monotonicMs()]);
  const { statusCode, body: answer } = await webhook.request({
    path: '/webhook', method: 'POST', body, headers: { 'content-type': 'application/json', authorization: AUTHORIZATION },
  });
  await answer.dump();
  if (statusCode !== 200) paced.bad++;
}
