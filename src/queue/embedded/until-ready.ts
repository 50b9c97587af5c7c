import { Redis } from 'ioredis';

const START_TIMEOUT_MS = 30_000;

/** Resolves when the server has read its data and answers; rejects when it takes too long, or as soon as `gone` does. */
export async function untilReady(path: string, gone: Promise<never>): Promise<void> {
  const redis = new Redis({ path, retryStrategy: () => 20, maxRetriesPerRequest: null });
  // Until the server listens, every try to connect is an error.
  redis.on('error', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${START_TIMEOUT_MS / 1000} s`)), START_TIMEOUT_MS);
  });
  try {
    await Promise.race([redis.ping(), tooLate, gone]);
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}
