import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { APP_ID } from './a-config.js';
import { until } from './until.js';

const USER = 'halley';
const PASSWORD = 'a test password';

/** dist/main.js as an operator runs it, in a process of its own. */
export class HalleyProcess {
  log = '';
  exitCode: number | null | undefined;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    const keep = (chunk: Buffer) => (this.log += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('exit', (code) => (this.exitCode = code));
  }

  /** Starts it without waiting until it is ready. */
  static async spawn(env: Record<string, string>): Promise<HalleyProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, ['dist/main.js'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH, PORT: String(port), COMETCHAT_APP_ID: APP_ID, COMETCHAT_REGION: 'eu', COMETCHAT_API_KEY: 'a-test-api-key',
        WEBHOOK_USERNAME: USER, WEBHOOK_PASSWORD: PASSWORD, ...env,
      },
    });
    return new HalleyProcess(child, `http://127.0.0.1:${port}`);
  }

  static async start(env: Record<string, string>): Promise<HalleyProcess> {
    const started = await HalleyProcess.spawn(env);
    await until(`${env.ROLE ?? 'all'} is ready`, async () => (await started.readiness()) === 200, 30_000);
    return started;
  }

  /** The status of /health/ready; undefined if nobody answers. */
  readiness(): Promise<number | undefined> {
    return fetch(`${this.url}/health/ready`).then(({ status }) => status, () => undefined);
  }

  async ready(): Promise<{ details: Record<string, Record<string, unknown>> }> {
    return (await (await fetch(`${this.url}/health/ready`)).json()) as { details: Record<string, Record<string, unknown>> };
  }

  /** One figure of /metrics, by its name and labels as Prometheus writes them. */
  async metric(name: string): Promise<number | undefined> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length));
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

  async exited(withinMs = 30_000): Promise<number | null> {
    await until('the process ended', () => this.exitCode !== undefined, withinMs);
    return this.exitCode!;
  }

  async kill(): Promise<void> {
    if (this.exitCode !== undefined) return;
    this.signal('SIGKILL');
    await this.exited();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
