/** The server that the test run found on this machine, for tests that start, stop and kill one of their own. */
export const REDIS_PROGRAM = process.env.HALLEY_REDIS_FLAVOUR ?? 'redis-server';
