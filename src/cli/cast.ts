import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HalleyConfig, loadConfig } from '../config/config.js';
import { SIMULATOR, SIMULATOR_API, WEBHOOK } from './compose/services.js';
import { createTheCast } from './demo/cast.js';
import { CometChatApi } from './demo/cometchat-api.js';
import { freshMessageIds } from './demo/fresh-message-ids.js';

const LOOK_EVERY_MS = 5000;
// The health check of the service looks for it.
const READY = '/tmp/ready';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** The simulator forgets everything when it restarts: its cast comes back. */
async function keepTheCast({ cometchat, webhook }: HalleyConfig): Promise<void> {
  const api = new CometChatApi(cometchat);
  for (;;) {
    if ((await api.countBots()) === 0) {
      await freshMessageIds(SIMULATOR);
      await createTheCast(api, WEBHOOK, webhook);
      say('The simulator has our bots now, and Alice to talk to them.');
    }
    writeFileSync(READY, '');
    await sleep(LOOK_EVERY_MS);
  }
}

// As the first process of a container it has to ask for the signal to get it.
process.on('SIGTERM', () => process.exit(0));

const config = loadConfig();
if (config.cometchat.apiUrl === SIMULATOR_API) {
  // Compose starts it again when the simulator is away for a moment.
  await keepTheCast(config);
} else {
  say('CometChat is real: its users and bots are yours to make. Nothing to do here.');
  writeFileSync(READY, '');
  // A container that ends would count as failed with "up --wait".
  setInterval(() => undefined, 2 ** 31 - 1);
}
