import { Redis } from 'ioredis';
import { redisOptionsFrom } from '../../src/queue/redis-options-from.js';

/** The Redis the test run was given, emptied: test files run one after another and share it. */
export async function freshRedis(): Promise<string> {
  const url = process.env.REDIS_URL;
  if (!url) throw new Error('REDIS_URL is not set: run the tests with npm test, which brings a Redis.');
  const redis = new Redis({ ...redisOptionsFrom(url), maxRetriesPerRequest: null });
  await redis.flushdb();
  await redis.quit();
  return url;
}
