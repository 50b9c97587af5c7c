import { itWhere } from './where.js';

/** Whether this run is on a real server; the one in JavaScript keeps nothing on disk and cannot be stopped and started. */
export const redisIsReal = process.env.HALLEY_REDIS_FLAVOUR !== 'js-redis-server';

/** A test that needs a real Redis. */
export const itOnRealRedis = itWhere(redisIsReal, 'needs a real Redis, and this run is on js-redis-server');
