import { quantile } from '../report/statistics.js';
import { AUTHORIZATION, callbackMaker } from './callback.js';
import { Connection } from './connection.js';

export interface TakeOrder {
  url: string;
  connections: number;
  seconds: number;
  firstId: number;
  conversations: number;
}

export interface Taken {
  ok: number;
  bad: number;
  perSecond: number;
  p50: number;
  p99: number;
}

const order = JSON.parse(process.argv[2]) as TakeOrder;
console.log(JSON.stringify(await take(order)));

/** As many callbacks as the connections can carry, each answered before the next one on its connection. */
async function take({ url, connections, seconds, firstId, conversations }: TakeOrder): Promise<Taken> {
  const target = new URL(url);
  const bodyOf = callbackMaker();
  const head = `POST /webhook HTTP/1.1\r\nhost: ${target.host}\r\nconnection: keep-alive\r\ncontent-type: application/json\r\nauthorization: ${AUTHORIZATION}\r\ncontent-length: `;
  const times: number[] = [];
  let id = firstId;
  let bad = 0;
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;

  async function keepBusy(): Promise<void> {
    const connection = new Connection(target);
    for (let sentAt = performance.now(); sentAt < until; ) {
      const body = bodyOf(++id, `person-${id % conversations}`);
      const status = await connection.carry(`${head}${body.length}\r\n\r\n${body}`);
      const answeredAt = performance.now();
      times.push(answeredAt - sentAt);
      sentAt = answeredAt;
      if (status !== 200) bad++;
      if (status === undefined) break;
    }
    connection.close();
  }

  await Promise.all(Array.from({ length: connections }, keepBusy));
  const lasted = (performance.now() - startedAt) / 1_000;
  times.sort((a, b) => a - b);
  const ok = times.length - bad;
  return { ok, bad, perSecond: ok / lasted, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
