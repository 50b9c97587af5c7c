import { beforeAll, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { itOnRealRedis } from './support/real-redis.js';

/** Seconds of the run itself, which ends by itself long before. */
const MOST_MS = 240_000;

/** A short run of `npm run chaos`; the long one is started by hand. */
function chaos(...options: string[]): { status: number | null; table: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['build/test/chaos/main.js', ...options], { encoding: 'utf8', timeout: MOST_MS });
  return { status, table: stdout + stderr };
}

describe('chaos', () => {
  beforeAll(() => {
    const { status, stdout } = spawnSync('npx', ['tsc', '-p', 'tsconfig.tools.json'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`The tools do not compile: ${stdout}`);
  }, MOST_MS);

  itOnRealRedis('kills of everything, an API on a bad day: 0 lost, 0 doubled, 0 reordered', () => {
    const seed = 20_261_121;
    const { status, table } = chaos('--messages', '1000', '--conversations', '100', '--workers', '2', '--webhooks', '2', '--kills', '4', '--redis-kills', '1', '--seed', String(seed));
    console.log(table.split('\n').slice(-22).join('\n'));
    expect({ seed, status, verdict: /^(PASSED|FAILED).*$/m.exec(table)?.[0] }).toEqual({ seed, status: 0, verdict: 'PASSED: 0 lost, 0 doubled, 0 reordered.' });
  }, MOST_MS);

  itOnRealRedis('fails where replies are sent again without looking, or it would prove nothing', () => {
    const { status, table } = chaos('--messages', '300', '--conversations', '100', '--workers', '1', '--webhooks', '1', '--kills', '0', '--redis-kills', '0', '--naive');
    expect(status).toBe(1);
    expect(Number(/^doubled +(\d+)$/m.exec(table)?.[1])).toBeGreaterThan(5);
  }, MOST_MS);
});
