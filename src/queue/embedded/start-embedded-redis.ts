import { spawnSync } from 'node:child_process';
import type { EmbeddedRedis } from './embedded-redis.js';
import { startJsRedisServer } from './js-redis-server.js';
import { startPrivateRedisServer } from './private-redis-server.js';

export interface EmbeddedRedisOptions {
  /** Where a real server keeps its data. */
  dataDir?: string;
  /** Told in one sentence when there is no real server. */
  warn?: (sentence: string) => void;
}

/** Starts a private Redis for development: a real one from the PATH, else the one written in JavaScript. */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions = {}): Promise<EmbeddedRedis> {
  const { dataDir = '.halley/redis', warn = warnOnTerminal } = options;
  for (const program of ['redis-server', 'valkey-server'] as const) {
    if (runs(program)) return startPrivateRedisServer(program, dataDir);
  }
  warn(
    'No redis-server or valkey-server on the PATH: running on js-redis-server, which is slow and forgets everything when it ends. '
      + 'Good enough to try Halley; install Redis or set REDIS_URL for anything else.',
  );
  return startJsRedisServer();
}

function runs(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 5000 }).status === 0;
}

function warnOnTerminal(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
