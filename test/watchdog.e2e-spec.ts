import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that starts dist's watchdog and then does what it is told. */
async function run(standsStillMs: number, what: string): Promise<{ signal: string | null; errors: string }> {
  const script = `import { startWatchdog } from './dist/watchdog.js'; startWatchdog(${standsStillMs}); ${what}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return { signal, errors };
}

describe('the watchdog', () => {
  it('ends a process whose event loop stands still, and says why', async () => {
    const { signal, errors } = await run(2_000, "setTimeout(() => { for (;;); }, 500); setTimeout(() => {}, 60000);");
    expect(signal).toBe('SIGKILL');
    expect(JSON.parse(errors)).toMatchObject({ level: 'fatal', msg: expect.stringContaining('event loop stood still') });
  });

  it('leaves a process alone that is only busy', async () => {
    const { signal } = await run(5_000, 'const end = Date.now() + 9000; const work = () => { const until = Date.now() + 200; while (Date.now() < until); if (Date.now() < end) setTimeout(work, 1); }; work();');
    expect(signal).toBeNull();
  });
});
