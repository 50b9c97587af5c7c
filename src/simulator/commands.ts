import { Command, InvalidArgumentError } from 'commander';
import { Recorder } from './record/recorder.js';
import { Recordings } from './record/recordings.js';
import { replay } from './record/replay.js';
import { readSimulatorEnvironment } from './simulator-environment.js';
import { startOnFreePort } from './start-on-free-port.js';

type Tell = (line: string) => void;
type Environment = Record<string, string | undefined>;

interface RecordOptions {
  api: string;
  webhook: string;
  into: string;
  host: string;
  port: number;
  maskTexts?: boolean;
}

/** `simulator`, `simulator record` and `simulator replay`. */
export function simulatorProgram(env: Environment, tell: Tell): Command {
  const program = new Command('simulator').description('CometChat on your desk').action(() => serve(env, tell));
  program
    .command('record')
    .description('stand between a real CometChat app and your bots, and keep callbacks and answers as fixtures; secrets are never kept')
    .requiredOption('--api <url>', 'the real API up to /v3, such as https://APP.api-eu.cometchat.io/v3', webAddress)
    .option('--webhook <url>', 'where your bots take callbacks', webAddress, 'http://127.0.0.1:3000/webhook')
    .option('--into <folder>', 'where the fixtures go', 'recordings')
    .option('--host <host>', 'what to listen on', '127.0.0.1')
    .option('--port <port>', 'where to listen', Number, 4100)
    .option('--mask-texts', 'also mask what people wrote and their names')
    .action((options: RecordOptions) => record(options, tell));
  program
    .command('replay')
    .description('post the recorded callbacks again')
    .option('--from <folder>', 'where the fixtures are', 'recordings')
    .option('--webhook <url>', 'where to', webAddress, 'http://127.0.0.1:3000/webhook')
    .option('--user <name:password>', 'Basic auth')
    .action(async ({ from, webhook, user }: { from: string; webhook: string; user?: string }) => {
      const different = await replay(new Recordings(from), { webhookUrl: webhook, user }, tell);
      process.exitCode = different === 0 ? 0 : 1;
    });
  return program;
}

async function serve(env: Environment, tell: Tell): Promise<void> {
  const simulator = await startOnFreePort(readSimulatorEnvironment(env));
  tell(`CometChat simulator: ${simulator.url} (API ${simulator.apiUrl})`);
  closeOnSignal(() => simulator.close());
}

async function record({ api, webhook, into, host, port, maskTexts = false }: RecordOptions, tell: Tell): Promise<void> {
  const recorder = new Recorder({ apiUrl: api, webhookUrl: webhook, host, port, maskTexts }, new Recordings(into), tell);
  const url = await recorder.start();
  tell(`Recording into ${into}/. Start your bots with COMETCHAT_API_URL=${url}/v3, and let CometChat's webhookURL lead to ${url}/webhook (through a tunnel: CometChat needs https).`);
  closeOnSignal(() => recorder.stop());
}

function closeOnSignal(close: () => Promise<void>): void {
  const stop = () => void close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function webAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new InvalidArgumentError('It must be a http or https address.');
  return text;
}
