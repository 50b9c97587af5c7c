import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives each worker of a run of the tests a Redis of its own: a private real server, else the embedded one. The Redis that
 * REDIS_URL names is only one, so it has one worker.
 */
export async function withRedis({ embedded, workers }, use) {
  const { REDIS_URL, HALLEY_REDIS_FLAVOUR = 'redis-server' } = process.env;
  if (REDIS_URL && !embedded) {
    console.log('The tests run on, and empty, the Redis that REDIS_URL names.');
    await use({ HALLEY_TEST_REDIS_URLS: JSON.stringify([REDIS_URL]), HALLEY_REDIS_FLAVOUR }, 1);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'halley-test-'));
  const redises = [];
  try {
    for (let i = 0; i < workers; i++) redises.push(await start(embedded, join(folder, String(i))));
    const [{ flavour }] = redises;
    console.log(`The tests run on ${workers === 1 ? `a ${flavour}` : `${workers} × ${flavour}`} of their own.`);
    await use({ HALLEY_TEST_REDIS_URLS: JSON.stringify(redises.map(({ url }) => url)), HALLEY_REDIS_FLAVOUR: flavour }, workers);
  } finally {
    for (const redis of redises) await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

// From dist: this file runs before anything could compile TypeScript for it.
async function start(embedded, dataDir) {
  if (embedded) return (await import('../dist/queue/embedded/js-redis-server.js')).startJsRedisServer();
  return (await import('../dist/queue/embedded/start-embedded-redis.js')).startEmbeddedRedis({ dataDir });
}
