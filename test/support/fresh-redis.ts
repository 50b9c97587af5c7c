import { testRedis, testRedisUrl } from './test-redis.js';

/** The Redis the test run was given, emptied: test files run one after another and share it. */
export async function freshRedis(): Promise<string> {
  const redis = testRedis();
  await redis.flushdb();
  await redis.quit();
  return testRedisUrl();
}
