import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a run of the tests one Redis: REDIS_URL, else a private real server, else the embedded one. */
export async function withRedis(embedded, use) {
  const { REDIS_URL, HALLEY_REDIS_FLAVOUR = 'redis-server' } = process.env;
  if (REDIS_URL && !embedded) {
    console.log('The tests run on, and empty, the Redis that REDIS_URL names.');
    await use({ REDIS_URL, HALLEY_REDIS_FLAVOUR });
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'halley-test-'));
  const redis = await start(embedded, folder);
  console.log(`The tests run on a ${redis.flavour} of their own.`);
  try {
    await use({ REDIS_URL: redis.url, HALLEY_REDIS_FLAVOUR: redis.flavour });
  } finally {
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

// From dist: this file runs before anything could compile TypeScript for it.
async function start(embedded, dataDir) {
  if (embedded) return (await import('../dist/queue/embedded/js-redis-server.js')).startJsRedisServer();
  return (await import('../dist/queue/embedded/start-embedded-redis.js')).startEmbeddedRedis({ dataDir });
}
