import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/given-values.js';

const READY_TIMEOUT_MS = 60_000;
// Longer than Halley takes itself to finish the work in hand.
const END_TIMEOUT_MS = 30_000;

/** One of the programs the demo starts. Whatever it writes is seen on the terminal. */
export class Program {
  private readonly process: ChildProcess;
  private readonly exited: Promise<unknown>;

  constructor(
    readonly name: string,
    /** From dist. */
    entry: string,
    options: { environment: Environment; folder?: string },
  ) {
    const path = fileURLToPath(new URL(`../../${entry}`, import.meta.url));
    this.process = spawn(process.execPath, ['--enable-source-maps', path], {
      cwd: options.folder,
      env: options.environment,
      stdio: ['ignore', 'ignore', 'inherit'],
      // A group of its own: Ctrl-C reaches the demo alone, which then ends its programs in order.
      detached: true,
    });
    this.exited = once(this.process, 'exit');
  }

  /** Resolves once this address answers 200. */
  async ready(url: string): Promise<void> {
    for (const until = Date.now() + READY_TIMEOUT_MS; Date.now() < until; await sleep(20)) {
      if (this.hasEnded) throw new Error(`${this.name} ended before it was ready: what it said is above.`);
      const status = await fetch(url).then((answer) => answer.status, () => undefined);
      if (status === 200) return;
    }
    throw new Error(`${this.name} was not ready within ${READY_TIMEOUT_MS / 1000} s: ${url} did not answer 200.`);
  }

  /** Rejects when it ends by itself. */
  async untilItEnds(): Promise<never> {
    await this.exited;
    throw new Error(`${this.name} has ended: what it said is above.`);
  }

  async end(): Promise<void> {
    if (this.hasEnded) return;
    this.process.kill('SIGTERM');
    const killer = setTimeout(() => this.process.kill('SIGKILL'), END_TIMEOUT_MS);
    await this.exited;
    clearTimeout(killer);
  }

  private get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }
}
