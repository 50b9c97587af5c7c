import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMs, rssMb } from './proc.js';

/** A process of its own, so that what it costs can be told from what the others cost. */
export class Program {
  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    private readonly logFile: string,
  ) {}

  static start(name: string, command: string, args: string[], env: Record<string, string>, logFile: string): Program {
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', log, log] });
    closeSync(log);
    const program = new Program(name, child, logFile);
    running.add(program);
    child.once('exit', () => running.delete(program));
    return program;
  }

  get cpuMs(): number {
    return cpuMs(this.child.pid!);
  }

  get rssMb(): number {
    return rssMb(this.child.pid!);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it said last. */
  get lastWords(): string {
    return readFileSync(this.logFile, 'utf8').trim().split('\n').slice(-5).join('\n');
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.isRunning) return;
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await Promise.race([exited, sleep(10_000, undefined, { ref: false }).then(() => this.child.kill('SIGKILL'))]);
  }
}

const running = new Set<Program>();

export async function stopEverything(): Promise<void> {
  await Promise.all([...running].map((program) => program.stop('SIGKILL')));
}

/** Runs a script to its end and gives the JSON of its last line. */
export async function outcomeOf<T>(script: string, input: object): Promise<T> {
  const child = spawn(process.execPath, [script, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  let last = '';
  for await (const line of createInterface(child.stdout)) last = line;
  const code = await exited;
  if (code !== 0) throw new Error(`${script} ended with ${code}.`);
  return JSON.parse(last) as T;
}
