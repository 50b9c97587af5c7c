import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { checkLine, type Checked } from './check-line.js';
import { MUTANTS, type Mutant } from './mutants.js';

interface Options {
  runs: number;
  seed: number;
  mutant?: keyof typeof MUTANTS;
}

const wholeNumber = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
};

const options = new Command('npm run model --')
  .description('Runs random schedules of deliveries, turns, crashes, zombies and sweeps against a line on a real Redis.')
  .option('--runs <number>', 'schedules', wholeNumber, 20_000)
  .option('--seed <number>', 'where the random schedules start', wholeNumber, Date.now() % 1_000_000_000)
  .option('--mutant <name>', `a line that is broken on purpose: ${Object.keys(MUTANTS).map((name) => `"${name}"`).join(', ')}`)
  .parse()
  .opts<Options>();

process.exitCode = await main(options);

async function main({ runs, seed, mutant }: Options): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-model-'));
  const socket = join(folder, 'redis.sock');
  // Nothing is kept: this is about what the scripts do, not about what a disk does.
  const server = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  try {
    await started(server, socket);
    console.log(`${runs} schedules from seed ${seed}${mutant ? `, ${mutant}` : ''}`);
    const checked = await checkLine({ redisUrl: `unix://${socket}`, runs, seed, mutant: mutantOf(mutant), onRun: progress(runs) });
    return await report(checked);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function mutantOf(name: string | undefined): Mutant {
  if (name === undefined) return {};
  const mutant = (MUTANTS as Record<string, Mutant>)[name];
  if (!mutant) throw new Error(`There is no mutant "${name}"; there is: ${Object.keys(MUTANTS).join('; ')}.`);
  return mutant;
}

async function started(server: ChildProcess, socket: string): Promise<void> {
  let failure: Error | undefined;
  server.once('error', (error) => (failure = error));
  while (!existsSync(socket)) {
    if (failure) throw new Error('redis-server did not start: is it installed? The model is about a real Redis.', { cause: failure });
    await sleep(20);
  }
}

function progress(runs: number): (ran: number) => void {
  const startedAt = performance.now();
  const step = Math.max(1, Math.round(runs / 40));
  return (ran) => {
    if (ran % step !== 0) return;
    console.log(`${ran} of ${runs}, ${Math.round((performance.now() - startedAt) / 1_000)} s`);
  };
}

async function report({ details, seen }: Checked): Promise<number> {
  for (const [what, times] of [...seen].sort()) console.log(`  ${what}: ${times}`);
  if (!details.failed) {
    console.log('PASSED: the line did what the model does.');
    return 0;
  }
  console.log(details.errorInstance, await fc.asyncDefaultReportMessage(details));
  return 1;
}
