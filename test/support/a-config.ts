import type { HalleyConfig } from '../../src/config/config.js';

export const APP_ID = '2248348660ad9bd4';

/** A configuration for tests: everything but where Redis and CometChat are. */
export function aConfig(redisUrl: string, apiUrl: string, over: Partial<HalleyConfig> = {}): HalleyConfig {
  return {
    role: 'all',
    production: false,
    http: { host: '127.0.0.1', port: 0 },
    redis: { url: redisUrl },
    cometchat: { appId: APP_ID, region: 'eu', apiKey: 'test-api-key', apiUrl },
    webhook: { username: 'halley', password: 'a test password' },
    worker: { concurrency: 32, handlerTimeoutMs: 5_000 },
    reply: { deadlineMs: 900_000 },
    cards: 'probe',
    shutdownTimeoutMs: 10_000,
    log: { level: (process.env.LOG_LEVEL ?? 'fatal') as 'fatal' },
    ...over,
  };
}
