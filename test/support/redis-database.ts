import { freshRedis } from './fresh-redis.js';
import { testRedis } from './test-redis.js';

/** One of the databases (1 to 15) of the Redis of the test run, emptied: for what runs beside other things in one file. */
export async function redisDatabase(database: number): Promise<string> {
  const url = new URL(await freshRedis());
  if (url.protocol === 'unix:') url.searchParams.set('db', String(database));
  else url.pathname = `/${database}`;
  const redis = testRedis(url.href);
  await redis.flushdb();
  await redis.quit();
  return url.href;
}
