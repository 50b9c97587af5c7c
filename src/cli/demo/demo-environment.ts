import { randomBytes } from 'node:crypto';
import { environmentWith } from '../../config/environment-with.js';
import type { Environment } from '../../config/given-values.js';
import { freePort } from './free-port.js';

// The app of the sample payload in CometChat's documentation, which can so be sent to the demo as it is.
const APP_ID = '2248348660ad9bd4';
const REGION = 'eu';
const API_KEY = 'key-of-the-demo';

const HALLEY_PORT = 3000;
const SIMULATOR_PORT = 4000;

export interface DemoEnvironment {
  halley: Environment;
  simulator: Environment;
  simulatorUrl: string;
}

/** Both programs on this machine alone, each knowing where the other is; Redis as it would be without the demo. */
export async function demoEnvironment(say: (line: string) => void): Promise<DemoEnvironment> {
  const given = environmentWith({});
  const port = await freePort('PORT', given.PORT, HALLEY_PORT);
  if (!given.PORT && port !== HALLEY_PORT) say(`Port ${HALLEY_PORT} is in use: Halley takes ${port}.`);
  const simulatorPort = await freePort('SIMULATOR_PORT', given.SIMULATOR_PORT, SIMULATOR_PORT);
  if (!given.SIMULATOR_PORT && simulatorPort !== SIMULATOR_PORT) say(`Port ${SIMULATOR_PORT} is in use: the simulator takes ${simulatorPort}.`);
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  return { halley: halleyAt(port, `${simulatorUrl}/v3`), simulator: simulatorAt(simulatorPort), simulatorUrl };
}

function halleyAt(port: number, apiUrl: string): Environment {
  const secrets = ['COMETCHAT_API_KEY', 'WEBHOOK_PASSWORD', 'WEBHOOK_PREVIOUS_PASSWORD', 'FORM_SECRET'];
  return environmentWith({
    ...Object.fromEntries(secrets.map((name) => [`${name}_FILE`, undefined])),
    NODE_ENV: 'development',
    ROLE: 'all',
    HOST: '127.0.0.1',
    PORT: String(port),
    COMETCHAT_APP_ID: APP_ID,
    COMETCHAT_REGION: REGION,
    COMETCHAT_API_KEY: API_KEY,
    COMETCHAT_API_URL: apiUrl,
    WEBHOOK_USERNAME: 'demo',
    WEBHOOK_PASSWORD: 'demo-password',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    FORM_SECRET: randomBytes(24).toString('hex'),
    LOG_LEVEL: 'silent',
  });
}

function simulatorAt(port: number): Environment {
  return environmentWith({
    NODE_ENV: 'development',
    SIMULATOR_HOST: '127.0.0.1',
    SIMULATOR_PORT: String(port),
    SIMULATOR_APP_ID: APP_ID,
    SIMULATOR_REGION: REGION,
    SIMULATOR_API_KEY: API_KEY,
  });
}
