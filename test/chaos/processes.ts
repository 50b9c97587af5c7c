import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.js';
import { REDIS_PROGRAM } from '../support/redis-program.js';

/** A program that is started again after it was killed. */
export class Respawning {
  private child?: ChildProcess;
  private stopped = false;
  deaths = 0;

  constructor(
    readonly name: string,
    private readonly command: string,
    private readonly args: string[],
    private readonly env: NodeJS.ProcessEnv,
    private readonly logFile: string,
    private readonly downMs: number,
  ) {}

  start(): void {
    const log = openSync(this.logFile, 'a');
    this.child = spawn(this.command, this.args, { env: this.env, stdio: ['ignore', log, log] });
    this.child.on('exit', () => {
      this.child = undefined;
      if (!this.stopped) setTimeout(() => !this.stopped && this.start(), this.downMs);
    });
  }

  /** @returns false if it is down already. */
  kill(): boolean {
    if (!this.child) return false;
    this.deaths++;
    return this.child.kill('SIGKILL');
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    this.stopped = true;
    const { child } = this;
    if (!child) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await Promise.race([exited, sleep(10_000).then(() => child.kill('SIGKILL'))]);
  }
}

/** Append-only, fsync always: what the README asks an operator for. */
export async function redisServer(folder: string): Promise<{ process: Respawning; url: string }> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--save', ''];
  const process = new Respawning('redis', REDIS_PROGRAM, args, {}, join(folder, 'redis.log'), 500);
  return { process, url: `redis://127.0.0.1:${port}` };
}

export async function halley(role: 'webhook' | 'worker', index: number, folder: string, env: Record<string, string>): Promise<{ process: Respawning; url: string }> {
  const port = await freePort();
  const name = `${role}-${index}`;
  const child = new Respawning(name, process.execPath, ['dist/main.js'], { PATH: process.env.PATH, ...env, ROLE: role, PORT: String(port) }, join(folder, `${name}.log`), 1_000);
  return { process: child, url: `http://127.0.0.1:${port}` };
}

export async function untilReady(url: string, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const ready = await fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false);
    if (ready) return;
    if (Date.now() > deadline) throw new Error(`${url} was not ready within ${withinMs} ms.`);
    await sleep(100);
  }
}
