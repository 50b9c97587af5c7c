import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HalleyConfig, loadConfig } from '../config/config.js';
import { refuseSilentRedis } from '../queue/refuse-silent-redis.js';
import { createTheCast } from './demo/cast.js';
import { CometChatApi } from './demo/cometchat-api.js';
import { converse } from './demo/conversation.js';
import { demoEnvironment } from './demo/demo-environment.js';
import { freshMessageIds } from './demo/fresh-message-ids.js';
import { Program } from './demo/program.js';

const once = process.argv.includes('--once') || !process.stdin.isTTY || !process.stdout.isTTY;
// Halley keeps the data of its private Redis where it is started: a demo begins with none.
const folder = mkdtempSync(join(tmpdir(), 'halley-demo-'));
const programs: Program[] = [];

const say = (line: string) => void process.stdout.write(`${line}\n`);

function start(name: string, entry: string, environment: NodeJS.ProcessEnv): Program {
  const program = new Program(name, entry, { environment, folder });
  programs.unshift(program);
  return program;
}

async function demo(): Promise<void> {
  const { halley, simulator, simulatorUrl } = await demoEnvironment(say);
  const config = loadConfig(halley);
  if (config.redis.url) await refuseSilentRedis(config.redis.url);
  const address = `http://${config.http.host}:${config.http.port}`;
  say('Starting the simulator and Halley…');
  await start('The simulator', 'simulator/main.js', simulator).ready(`${simulatorUrl}/simulator/switches`);
  if (config.redis.url) await freshMessageIds(simulatorUrl);
  await start('Halley', 'main.js', halley).ready(`${address}/health/ready`);
  const api = new CometChatApi(config.cometchat);
  await createTheCast(api, address, config.webhook);
  say('');
  await converse(api, say);
  if (once) return say('\nEvery answer came.');
  sayWhereToGoOn(simulatorUrl, address, config);
  await Promise.race(programs.map((program) => program.untilItEnds()));
}

function sayWhereToGoOn(simulatorUrl: string, address: string, { webhook }: HalleyConfig): void {
  say(`
Write to the bots yourself: ${simulatorUrl}
Halley itself is at ${address}: callbacks go to /webhook as ${webhook.username}:${webhook.password}; see /health/ready and /metrics.
Ctrl-C ends everything.`);
}

let ending = false;

/** The last that was started is the first to end: Halley can still send while it finishes. */
async function end(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  for (const program of programs) await program.end();
  rmSync(folder, { recursive: true, force: true });
  process.exit(exitCode);
}

async function endBecauseOf(error: Error): Promise<void> {
  // What we end ourselves is no failure.
  if (!ending) process.stderr.write(`The demo failed: ${error.message}\n`);
  await end(1);
}

// Whoever waits for the demo with --once did not get what it waited for.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(once ? 1 : 0));

demo().then(() => end(0), endBecauseOf);
