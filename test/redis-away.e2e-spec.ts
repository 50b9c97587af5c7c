import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { FarSide } from './support/far-side.js';
import { HalleyProcess } from './support/halley-process.js';
import { PrivateRedis } from './support/private-redis.js';
import { itOnRealRedis } from './support/real-redis.js';
import { until } from './support/until.js';

describe('Redis goes away and comes back', () => {
  let farSide: FarSide;
  let redis: PrivateRedis;
  let webhook: HalleyProcess;
  let worker: HalleyProcess;

  beforeEach(async () => {
    farSide = await new FarSide().start();
    redis = await PrivateRedis.start();
    const env = { REDIS_URL: redis.url, COMETCHAT_API_URL: farSide.url };
    [webhook, worker] = await Promise.all([HalleyProcess.start({ ...env, ROLE: 'webhook' }), HalleyProcess.start({ ...env, ROLE: 'worker' })]);
  });

  afterEach(async () => {
    await Promise.all([webhook?.kill(), worker?.kill()]);
    await redis?.remove();
    await farSide.close();
  });

  const answered = (count: number) => until(`${count} answers`, () => farSide.stored.length === count);

  itOnRealRedis('killed: 503 with Retry-After, not ready; back: everything goes on by itself, nothing lost', async () => {
    await webhook.delivered('1', 'before');
    await answered(1);
    await redis.kill();
    const refused = await webhook.deliver('2', 'meanwhile');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    expect([await webhook.readiness(), await worker.readiness()]).toEqual([503, 503]);

    redis.start();
    await until('both are ready', async () => (await webhook.readiness()) === 200 && (await worker.readiness()) === 200);
    await webhook.delivered('2', 'meanwhile');
    await answered(2);
    expect(farSide.texts()).toEqual(['before', 'meanwhile']);
  });

  itOnRealRedis('frozen: 503, never a hang, never a 200; thawed: the same callback is answered once', async () => {
    await webhook.delivered('1', 'before');
    await answered(1);
    redis.signal('SIGSTOP');
    const statuses = await Promise.all([1, 2, 3].map(async () => (await webhook.deliver('2', 'meanwhile')).status));
    expect(statuses).toEqual([503, 503, 503]);
    redis.signal('SIGCONT');
    await webhook.delivered('2', 'meanwhile');
    await answered(2);
    await webhook.delivered('3', 'after');
    await answered(3);
    expect(farSide.texts()).toEqual(['before', 'meanwhile', 'after']);
  });

  itOnRealRedis('killed with messages in line: they are answered when it is back', async () => {
    farSide.behave = () => ({ answer: 'error', status: 429, headers: { 'retry-after': '3' } });
    for (let i = 1; i <= 20; i++) await webhook.delivered(String(i), `message ${i}`);
    await redis.kill();
    farSide.behave = () => ({ answer: 'ok' });
    redis.start();
    await answered(20);
    expect(farSide.texts()).toEqual(Array.from({ length: 20 }, (_, i) => `message ${i + 1}`));
  });
});
