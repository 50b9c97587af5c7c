import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { addBot } from '../src/cli/new-bot.files.js';

const run = promisify(execFile);
const MINUTES = 60_000;

interface Block {
  path: string;
  code: string;
}

/** Every block of TypeScript in the page; each has to say which file it is. */
function blocksIn(page: string): Block[] {
  return [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => {
    const path = /^\/\/ (src\/[\w/.-]+\.ts)\n/.exec(code)?.[1];
    if (!path) throw new Error(`This block of docs/bots.md does not begin with "// src/…":\n${code}`);
    return { path, code };
  });
}

/** A copy of the bots beside the real bot kit, with what the page and `npm run new-bot` add. */
async function layOut(folder: string, blocks: Block[]): Promise<void> {
  await mkdir(join(folder, 'src'));
  await cp('src/bots', join(folder, 'src/bots'), { recursive: true });
  for (const room of ['bot-kit', 'llm', 'config']) await symlink(resolve('src', room), join(folder, 'src', room));
  await cp('jest.config.js', join(folder, 'jest.config.js'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ extends: resolve('tsconfig.json'), compilerOptions: { incremental: false }, include: ['src/bots', resolve('src/bot-kit/matchers.spec-d.ts')] }));
  await mkdir(join(folder, 'test'));
  for (const { path, code } of blocks) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), code, { flag: 'wx' });
  }
  await addBot('weather_bot', join(folder, 'src/bots'));
}

describe('docs/bots.md', () => {
  let folder: string;
  let blocks: Block[];

  beforeAll(async () => {
    blocks = blocksIn(await readFile('docs/bots.md', 'utf8'));
    await mkdir('.halley', { recursive: true });
    folder = await mkdtemp(resolve('.halley/docs-'));
    await layOut(folder, blocks);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('shows bots, each with its test', () => {
    const bots = blocks.filter(({ path }) => path.endsWith('.bot.ts'));
    expect(bots.length).toBeGreaterThan(10);
    const specs = blocks.map(({ path }) => path).filter((path) => path.endsWith('.spec.ts'));
    expect(specs).toEqual(bots.map(({ path }) => path.replace(/\.ts$/, '.spec.ts')));
  });

  it('compiles, every block of it, and so does what npm run new-bot writes', async () => {
    const tsc = resolve('node_modules/typescript/bin/tsc');
    await run(process.execPath, [tsc, '-p', folder]).catch((error: { stdout: string }) => {
      throw new Error(error.stdout);
    });
  }, 5 * MINUTES);

  it('runs, every test of it, and so does the one that npm run new-bot writes', async () => {
    const jest = resolve('node_modules/jest/bin/jest.js');
    const specs = [...blocks.map(({ path }) => path).filter((path) => path.endsWith('.spec.ts')), 'src/bots/weather.bot.spec.ts'];
    const options = { cwd: folder, env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' } };
    const { stdout } = await run(process.execPath, [jest, '--selectProjects', 'unit', '--json', '--runTestsByPath', ...specs], options).catch(
      (error: { stderr: string }) => {
        throw new Error(error.stderr);
      },
    );
    const { numPassedTests, numFailedTests, numTotalTestSuites } = JSON.parse(stdout) as Record<string, number>;
    expect(numTotalTestSuites).toBe(specs.length);
    expect(numFailedTests).toBe(0);
    expect(numPassedTests).toBeGreaterThanOrEqual(specs.length);
  }, 5 * MINUTES);
});
