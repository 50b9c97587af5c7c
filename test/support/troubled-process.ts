import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { APP_ID } from './a-config.js';
import { freePort } from './halley-process.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A step that the process came to, and what the script or the call answered. */
export interface Step {
  step: string;
  answer?: unknown;
}

export interface Trouble {
  atStep: string;
  happens: 'kill' | 'stop' | 'block' | 'wait';
  forMs?: number;
}

export const CREDENTIALS = { username: 'halley', password: 'a-test-password' };

/** `node dist/main.js`, with one trouble prepared for it. */
export class TroubledProcess {
  readonly steps: Step[] = [];

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    child.on('message', (step) => this.steps.push(step as Step));
  }

  static async start(role: 'webhook' | 'worker', redisUrl: string, apiUrl: string, { atStep, happens, forMs = 0 }: Trouble): Promise<TroubledProcess> {
    const port = await freePort();
    const env = {
      PATH: process.env.PATH, ROLE: role, PORT: String(port), REDIS_URL: redisUrl, LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal',
      COMETCHAT_APP_ID: APP_ID, COMETCHAT_REGION: 'eu', COMETCHAT_API_KEY: 'test-api-key', COMETCHAT_API_URL: apiUrl,
      WEBHOOK_USERNAME: CREDENTIALS.username, WEBHOOK_PASSWORD: CREDENTIALS.password,
      AT_STEP: atStep, HAPPENS: happens, FOR_MS: String(forMs),
    };
    const child = spawn(process.execPath, ['--import', './test/support/at-step.mjs', 'dist/main.js'], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    return new TroubledProcess(child, `http://127.0.0.1:${port}`);
  }

  /** @returns the signal that ended it, or its exit code. */
  async ended(): Promise<NodeJS.Signals | number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.signalCode ?? this.child.exitCode;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  readonly count = (step: string): number => this.steps.filter((passed) => passed.step === step).length;

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended();
  }
}
