import { spawn, type ChildProcess } from 'node:child_process';
import { APP_ID } from './a-config.js';
import { freePort } from './free-port.js';
import { until } from './until.js';

const USER = 'halley';
const PASSWORD = 'a test password';

export interface Launched {
  child: ChildProcess;
  url: string;
}

/** What /health/ready says. */
export interface Readiness {
  httpStatus: number;
  details: Record<string, Record<string, unknown>>;
}

/** dist/main.js as an operator runs it, in a process of its own. */
export class HalleyProcess {
  log = '';
  readonly url: string;
  protected readonly child: ChildProcess;

  protected constructor({ child, url }: Launched) {
    this.child = child;
    this.url = url;
    const keep = (chunk: Buffer) => (this.log += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  /** Starts it without waiting until it is ready. */
  static async spawn(env: Record<string, string>): Promise<HalleyProcess> {
    return new HalleyProcess(await HalleyProcess.launch(env));
  }

  static async start(env: Record<string, string>): Promise<HalleyProcess> {
    const started = await HalleyProcess.spawn(env);
    await started.becameReady();
    return started;
  }

  /** @param preload a module that is loaded before it, and may talk to this process. */
  protected static async launch(env: Record<string, string>, preload?: string): Promise<Launched> {
    const port = await freePort();
    const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), 'dist/main.js'], {
      stdio: ['ignore', 'pipe', 'pipe', ...(preload ? ['ipc' as const] : [])],
      env: {
        PATH: process.env.PATH, PORT: String(port), COMETCHAT_APP_ID: APP_ID, COMETCHAT_REGION: 'eu', COMETCHAT_API_KEY: 'a-test-api-key',
        WEBHOOK_USERNAME: USER, WEBHOOK_PASSWORD: PASSWORD, ...env,
      },
    });
    return { child, url: `http://127.0.0.1:${port}` };
  }

  becameReady(withinMs = 60_000): Promise<void> {
    return until('Halley is ready', async () => this.isStillThere() && (await this.readiness()) === 200, withinMs);
  }

  /** The status of /health/ready; undefined if nobody answers. */
  readiness(): Promise<number | undefined> {
    return fetch(`${this.url}/health/ready`).then(({ status }) => status, () => undefined);
  }

  async ready(): Promise<Readiness> {
    const response = await fetch(`${this.url}/health/ready`);
    return { httpStatus: response.status, ...(await response.json() as Pick<Readiness, 'details'>) };
  }

  /** One figure of /metrics, by its name and labels as Prometheus writes them. */
  async metric(name: string): Promise<number | undefined> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length));
  }

  /** Again until it is taken: where the machine is busy, Redis may not confirm in time. */
  delivered(...message: Parameters<HalleyProcess['deliver']>): Promise<void> {
    return until(`message ${message[0]} is taken`, async () => (await this.deliver(...message)).status === 200);
  }

  deliver(id: string, text: string, sender = 'alice'): Promise<Response> {
    const data = { id, sender, receiver: 'echo_bot', receiverType: 'user', category: 'message', type: 'text', data: { text }, sentAt: 1_763_473_030 };
    return fetch(`${this.url}/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}` },
      body: JSON.stringify({ trigger: 'after_message', data, appId: APP_ID, bot: 'echo_bot' }),
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** @returns its exit code, or the signal that ended it. */
  async ended(withinMs = 60_000): Promise<number | NodeJS.Signals> {
    await until('the process ended', () => this.outcome !== null, withinMs);
    return this.outcome!;
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended();
  }

  private get outcome(): number | NodeJS.Signals | null {
    return this.child.exitCode ?? this.child.signalCode;
  }

  private isStillThere(): boolean {
    if (this.outcome === null) return true;
    throw new Error(`Halley ended (${this.outcome}) before it was ready. ${this.log}`);
  }
}
