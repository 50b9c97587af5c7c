import { testRedis, testRedisUrl } from './test-redis.js';

/** The Redis of the tests, emptied: the files that share it run one after another. */
export async function freshRedis(): Promise<string> {
  const redis = testRedis();
  await redis.flushdb();
  await redis.quit();
  return testRedisUrl();
}
