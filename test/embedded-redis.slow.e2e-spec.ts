import { expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './support/until.js';
import { itWithServer } from './support/redis-server.js';

const program = `
  import { startEmbeddedRedis } from '${new URL('../dist/queue/embedded/start-embedded-redis.js', import.meta.url).href}';
  const { url } = await startEmbeddedRedis({ dataDir: process.argv[1] });
  console.log(url);`;

itWithServer('a private Redis outlives its Halley in no case, and serves the next one on the same folder', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'halley-spec-'));
  const start = async () => {
    const halley = spawn(process.execPath, ['--input-type=module', '-e', program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [url] = (await once(halley.stdout.setEncoding('utf8'), 'data')) as [string];
    return { halley, socket: url.trim().replace('unix://', '') };
  };
  const first = await start();
  expect(existsSync(first.socket)).toBe(true);
  first.halley.kill('SIGKILL');
  const second = await start();
  await until('the socket of the first is gone', () => !existsSync(first.socket));
  expect(existsSync(second.socket)).toBe(true);
  second.halley.kill('SIGKILL');
  await until('the socket of the second is gone', () => !existsSync(second.socket));
  rmSync(dataDir, { recursive: true });
});
