import autocannon from 'autocannon';
import { quantile } from '../report/statistics.js';
import { AUTHORIZATION, callback } from './callback.js';

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
  let id = firstId;
  const times: number[] = [];
  const instance = autocannon({
    url, connections, duration: seconds, timeout: 30,
    requests: [{
      method: 'POST',
      path: '/webhook',
      headers: { 'content-type': 'application/json', authorization: AUTHORIZATION },
      setupRequest: (request) => ({ ...request, body: callback(++id, `person-${id % conversations}`) }),
    }],
  });
  void instance.on('response', (_client, _status, _bytes, responseTime) => times.push(responseTime));
  const result = await instance;
  times.sort((a, b) => a - b);
  const ok = result['2xx'];
  return { ok, bad: result.non2xx + result.errors + result.timeouts, perSecond: ok / result.duration, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
