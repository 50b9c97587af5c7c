import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freshRedis } from './support/fresh-redis.js';
import { itWithServer } from './support/redis-server.js';

const DEMO = fileURLToPath(new URL('../dist/cli/demo.js', import.meta.url));
const LIMIT_MS = 120_000;

/** Runs the demo as on a machine without a terminal, a Redis or any setting. */
async function demo(variables: NodeJS.ProcessEnv): Promise<{ code: number; said: string }> {
  const env = { HOME: tmpdir(), ...variables };
  const child = spawn(process.execPath, [DEMO], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

describe('npm run demo', () => {
  let emptyPath: string;

  beforeAll(() => {
    emptyPath = mkdtempSync(join(tmpdir(), 'halley-spec-'));
  });

  afterAll(() => rmSync(emptyPath, { recursive: true }));

  async function expectConversation(variables: NodeJS.ProcessEnv): Promise<string> {
    const { code, said } = await demo(variables);
    expect(said).toMatch(/Alice -> echo_bot: +Hello, Halley!\n +echo_bot -> Alice: +Hello, Halley! +\(\d+ ms\)/);
    expect(said).toMatch(/gallery_bot -> Alice, in the thread: .*comet\.jpg/);
    expect(said).toMatch(/support_bot -> Alice: .+\(\d+ ms\)/);
    expect(said).toMatch(/gallery_bot -> Stargazers: +@Alice .+\(\d+ ms\)/);
    expect(code).toBe(0);
    return said;
  }

  it('talks without any Redis on the machine, and says what it runs on', async () => {
    expect(await expectConversation({ PATH: emptyPath })).toContain('No redis-server or valkey-server on the PATH');
  }, LIMIT_MS);

  itWithServer('talks on a private real Redis', async () => {
    expect(await expectConversation({ PATH: process.env.PATH })).not.toContain('js-redis-server');
  }, LIMIT_MS);

  it('talks again on a Redis that remembers the demo before', async () => {
    // Empty: a reply that another test left in line would be sent in the demo's conversation.
    const variables = { PATH: emptyPath, REDIS_URL: await freshRedis() };
    await expectConversation(variables);
    await expectConversation(variables);
  }, LIMIT_MS);

  it('takes the next port where one is in use, and refuses one that was asked for', async () => {
    // Whoever listens there, us or somebody else: it is in use.
    const inTheWay = createServer().on('error', () => undefined).listen(3000, '127.0.0.1');
    try {
      expect(await expectConversation({ PATH: emptyPath })).toMatch(/Port 3000 is in use: Halley takes 30\d\d\./);
      expect(await demo({ PATH: emptyPath, PORT: '3000' })).toEqual({
        code: 1,
        said: 'The demo failed: Port 3000 is in use. Set PORT to a free one, or unset it for the next free one.\n',
      });
    } finally {
      inTheWay.close();
    }
  }, LIMIT_MS);

  it('says in one sentence what to do when the private Redis does not start', async () => {
    const path = mkdtempSync(join(tmpdir(), 'halley-spec-'));
    writeFileSync(join(path, 'redis-server'), '#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "no memory left"; exit 1\n');
    chmodSync(join(path, 'redis-server'), 0o755);
    const { code, said } = await demo({ PATH: `${path}:${process.env.PATH}` });
    rmSync(path, { recursive: true });
    expect(said).toMatch(/The private redis-server did not start \(no memory left\): .* or set REDIS_URL\./);
    expect(code).toBe(1);
  }, LIMIT_MS);

  it('says in one sentence what to do when REDIS_URL leads nowhere', async () => {
    expect(await demo({ PATH: emptyPath, REDIS_URL: 'redis://127.0.0.1:1' })).toEqual({
      code: 1,
      said: expect.stringMatching(/^The demo failed: The Redis at REDIS_URL does not answer \(.*ECONNREFUSED.*\): .*unset REDIS_URL\.\n$/),
    });
  }, LIMIT_MS);
});
