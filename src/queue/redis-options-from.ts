import type { RedisOptions } from 'ioredis';

/** Fits ioredis as well as BullMQ, whose types do not fit each other. */
export type RedisAddress = Pick<RedisOptions, 'path' | 'host' | 'port' | 'db' | 'username' | 'password' | 'tls'>;

/** Options for ioredis and BullMQ from a redis://, rediss:// or unix:// URL; ioredis itself knows no unix://. */
export function redisOptionsFrom(url: string): RedisAddress {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  if (protocol === 'unix:') return { path: decodeURIComponent(pathname), db: unixDatabase(searchParams.get('db')) };
  const database = Number(pathname.slice(1));
  if (!Number.isInteger(database)) {
    throw new Error(`The path of REDIS_URL is "${pathname}". Make it the number of a database, for instance /0, or leave it out.`);
  }
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || 6379),
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    db: database,
    tls: protocol === 'rediss:' ? {} : undefined,
  };
}

function unixDatabase(given: string | null): number {
  const database = Number(given ?? 0);
  if (Number.isInteger(database)) return database;
  throw new Error(`The database of REDIS_URL is "${given}". Make it a number, for instance unix:///run/redis.sock?db=0, or leave it out.`);
}
