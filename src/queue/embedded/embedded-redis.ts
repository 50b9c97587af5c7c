/** A Redis that belongs to this process and ends with it. */
export interface EmbeddedRedis {
  url: string;
  flavour: 'redis-server' | 'valkey-server' | 'js-redis-server';
  stop(): Promise<void>;
}

/** Says in one sentence what to do. */
export class EmbeddedRedisError extends Error {
  override readonly name = 'EmbeddedRedisError';
}
