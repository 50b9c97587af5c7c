import { Redis } from 'ioredis';
import { redisOptionsFrom } from '../../src/queue/redis-options-from.js';

/** The Redis of this worker of Jest's, which counts them from 1. */
export function testRedisUrl(): string {
  const { HALLEY_TEST_REDIS_URLS = '[]', JEST_WORKER_ID } = process.env;
  const url: string | undefined = (JSON.parse(HALLEY_TEST_REDIS_URLS) as string[])[Number(JEST_WORKER_ID) - 1];
  if (!url) throw new Error('There is no Redis for the tests: run them with npm test, which brings one.');
  return url;
}

/** A connection to it that waits for Redis, as turns do. */
export function testRedis(url = testRedisUrl()): Redis {
  return new Redis({ ...redisOptionsFrom(url), maxRetriesPerRequest: null });
}
