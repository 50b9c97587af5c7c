import { Redis } from 'ioredis';
import { redisOptionsFrom } from '../../src/queue/redis-options-from.js';

/** The Redis that the run of the tests was given. */
export function testRedisUrl(): string {
  const url = process.env.REDIS_URL;
  if (!url) throw new Error('REDIS_URL is not set: run the tests with npm test, which brings a Redis.');
  return url;
}

/** A connection to it that waits for Redis, as turns do. */
export function testRedis(url = testRedisUrl()): Redis {
  return new Redis({ ...redisOptionsFrom(url), maxRetriesPerRequest: null });
}
