import { Redis } from 'ioredis';
import { redisOptionsFrom } from './redis-options-from.js';

const CONNECT_TIMEOUT_MS = 5000;

/** Throws one sentence that says what to do when the Redis at REDIS_URL does not answer. */
export async function refuseSilentRedis(url: string): Promise<void> {
  const redis = new Redis({
    ...redisOptionsFrom(url),
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: () => null,
  });
  let reason: string | undefined;
  // What connect() rejects with says only that the connection is closed.
  redis.on('error', ({ message }: Error) => (reason = message));
  try {
    await redis.connect();
    await redis.ping();
  } catch (cause) {
    const why = reason ?? (cause as Error).message;
    throw new Error(`The Redis at REDIS_URL does not answer (${why}): start it, or correct or unset REDIS_URL.`, { cause });
  } finally {
    redis.disconnect();
  }
}
