import { it } from '@jest/globals';

/** Whether this run is on a real server; the one in JavaScript keeps nothing on disk and cannot be stopped and started. */
export const redisIsReal = process.env.HALLEY_REDIS_FLAVOUR !== 'js-redis-server';

/** A test that needs a real Redis. On another it is skipped, and says so. */
export function itOnRealRedis(name: string, test: () => Promise<void> | void, timeout?: number): void {
  if (redisIsReal) {
    it(name, test, timeout);
    return;
  }
  console.warn(`Skipped, since it needs a real Redis and this run is on js-redis-server: ${name}`);
  it.skip(name, test);
}
