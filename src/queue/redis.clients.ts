import { once } from 'node:events';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { redisOptionsFrom } from './redis-options-from.js';
import { Tick } from './tick.js';
import { Trouble } from './trouble.js';

const FIRST_CONNECT_MS = 2_000;

const reconnectAfter = (attempt: number) => Math.min(attempt * 100, 1_000);

/**
 * A frozen Redis answers nothing and closes nothing, so every wait has an end of its own: a callback must be answered
 * within a second. A command that timed out may still have landed.
 */
const FAIL_FAST: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 800,
  connectTimeout: 800,
  socketTimeout: 2_000,
  retryStrategy: reconnectAfter,
};

/**
 * Workers wait for Redis as long as it takes, and send again what was under way when the connection broke: every
 * script may run twice.
 */
const PATIENT: RedisOptions = { maxRetriesPerRequest: null, retryStrategy: reconnectAfter };

/** The two connections to Redis. BullMQ shares the second one; only where its workers block, waiting for a job, they have their own. */
@Injectable()
export class RedisClients implements OnModuleInit, OnApplicationShutdown {
  private readonly trouble = new Trouble(new Logger(RedisClients.name), 'Redis');
  /** For whoever has someone waiting: the webhook and the probes. */
  readonly failFast: Redis;
  /** For turns. */
  readonly patient: Redis;

  constructor(@Inject(CONFIG) config: HalleyConfig) {
    if (!config.redis.url) throw new Error('No Redis: set REDIS_URL, or start Halley through dist/main.js, which brings its own.');
    const address = redisOptionsFrom(config.redis.url);
    this.failFast = this.watch(new Redis({ ...address, ...FAIL_FAST }));
    this.patient = this.watch(Tick.of(new Redis({ ...address, ...PATIENT })));
  }

  /** The first callback should find Redis connected; where Redis is away, Halley starts all the same and is not ready. */
  async onModuleInit(): Promise<void> {
    if (this.failFast.status === 'ready') return;
    await once(this.failFast, 'ready', { signal: AbortSignal.timeout(FIRST_CONNECT_MS) }).catch(() => undefined);
  }

  /** ioredis throws errors that nobody listens to. */
  private watch(redis: Redis): Redis {
    redis.on('error', this.trouble.tell);
    redis.on('ready', this.trouble.isOver);
    return redis;
  }

  onApplicationShutdown(): void {
    this.failFast.disconnect();
    this.patient.disconnect();
  }
}
