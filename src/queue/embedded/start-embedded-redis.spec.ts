import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Job, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { itWithServer } from '../../../test/support/redis-server.js';
import { redisOptionsFrom } from '../redis-options-from.js';
import type { EmbeddedRedis } from './embedded-redis.js';
import { startJsRedisServer } from './js-redis-server.js';
import { startEmbeddedRedis } from './start-embedded-redis.js';

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-spec-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withClient<T>(server: EmbeddedRedis, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ ...redisOptionsFrom(server.url), maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

/** Whatever the test thinks of it, the server is stopped: one that goes on keeps the whole run from ending. */
async function whileRunning<T>(starting: Promise<EmbeddedRedis>, use: (server: EmbeddedRedis) => Promise<T>): Promise<T> {
  const server = await starting;
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

describe('a real server', () => {
  itWithServer('keeps its data in the folder, over a restart', () => inFolder(async (folder) => {
    const dataDir = join(folder, 'deep', 'redis');
    const set = (server: EmbeddedRedis) => withClient(server, (redis) => redis.set('greeting', 'hello'));
    await whileRunning(startEmbeddedRedis({ dataDir }), set);
    const get = (server: EmbeddedRedis) => withClient(server, (redis) => redis.get('greeting'));
    expect(await whileRunning(startEmbeddedRedis({ dataDir }), get)).toBe('hello');
  }));

  itWithServer('listens on a socket only, writes every command to disk, and evicts nothing', () => inFolder(async (dataDir) => {
    await whileRunning(startEmbeddedRedis({ dataDir }), async (server) => {
      expect(server.url).toMatch(/^unix:\/\/\//);
      expect(server.flavour).toMatch(/^(redis|valkey)-server$/);
      const setting = (name: string) => withClient(server, (redis) => redis.config('GET', name));
      expect(await setting('port')).toEqual(['port', '0']);
      expect(await setting('appendfsync')).toEqual(['appendfsync', 'always']);
      expect(await setting('maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    });
  }));

  itWithServer('leaves no socket behind when it is stopped', () => inFolder(async (dataDir) => {
    const url = await whileRunning(startEmbeddedRedis({ dataDir }), async (server) => server.url);
    expect(existsSync(dirname(redisOptionsFrom(url).path ?? ''))).toBe(false);
  }));

  itWithServer('refuses a folder that another one uses', () => inFolder(async (dataDir) => {
    await whileRunning(startEmbeddedRedis({ dataDir }), async () => {
      await expect(startEmbeddedRedis({ dataDir })).rejects.toThrow(
        `Another Halley keeps its private Redis in ${dataDir}: stop it, or set REDIS_URL.`,
      );
    });
  }));

  itWithServer('that cannot start says why and what to do', () => inFolder(async (dataDir) => {
    writeFileSync(join(dataDir, 'appendonlydir'), 'in the way');
    await expect(startEmbeddedRedis({ dataDir })).rejects.toThrow(/^The private \S+-server did not start \(.+\): move .+, or set REDIS_URL\.$/);
  }));
});

describe('js-redis-server', () => {
  it('is reached over loopback only, and not after it was stopped', async () => {
    const url = await whileRunning(startJsRedisServer(), async (server) => server.url);
    expect(url).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/);
    const late = new Redis({ ...redisOptionsFrom(url), lazyConnect: true, retryStrategy: () => null });
    late.on('error', () => undefined);
    await expect(late.connect()).rejects.toThrow();
  });

  it('runs the scripts the lines are made of', async () => {
    const script = `
      local message = cjson.decode(ARGV[1])
      redis.call('ZADD', KEYS[1], 1, message.id)
      redis.call('HSET', KEYS[2], 'state', 'waiting', 'at', redis.call('TIME')[1])
      redis.call('PEXPIRE', KEYS[2], 60000)
      return {redis.call('ZRANGE', KEYS[1], 0, -1)[1], redis.call('HGET', KEYS[2], 'state'), redis.call('PTTL', KEYS[2]) > 0 and 1 or 0}`;
    const run = (redis: Redis) => redis.eval(script, 2, '{1}line', '{1}message', JSON.stringify({ id: '000712' }));
    expect(await whileRunning(startJsRedisServer(), (server) => withClient(server, run))).toEqual(['000712', 'waiting', 1]);
  });

  it('carries BullMQ: jobs, a retry, a delay', async () => {
    await whileRunning(startJsRedisServer(), async (server) => {
      const options = { connection: redisOptionsFrom(server.url), prefix: '{halley}' };
      const queue = new Queue('spec', options);
      const work = async (job: Job): Promise<void> => {
        if (job.name === 'fails once' && job.attemptsMade === 0) throw new Error('once');
      };
      const worker = new Worker('spec', work, { ...options, drainDelay: 1 });
      const done = new Set<string>();
      const allDone = new Promise<void>((resolve) => worker.on('completed', ({ name }) => done.add(name).size === 3 && resolve()));
      await queue.add('plain', {});
      await queue.add('fails once', {}, { attempts: 2 });
      await queue.add('later', {}, { delay: 100 });
      await allDone;
      await worker.close();
      await queue.close();
    });
  });
});
