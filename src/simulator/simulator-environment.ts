import { z } from 'zod';
import { type SimulatorOptions, defaultOptions } from './simulator-options.js';

export interface SimulatorStart extends Partial<SimulatorOptions> {
  host: string;
  port: number;
  /** A port that was asked for is taken or the start fails; otherwise the next free one is. */
  portWasSet: boolean;
}

const DEFAULT_PORT = 4000;

const schema = z.object({
  SIMULATOR_HOST: z.string().default(defaultOptions.host),
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  SIMULATOR_APP_ID: z.string().default(defaultOptions.appId),
  SIMULATOR_REGION: z.enum(['us', 'eu', 'in']).default('eu'),
  SIMULATOR_API_KEY: z.string().optional(),
});

type Environment = Record<string, string | undefined>;

/** Throws one sentence that says what to change. */
export function readSimulatorEnvironment(env: Environment): SimulatorStart {
  refuseInProduction(env);
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = schema.safeParse(set);
  if (!read.success) {
    const problems = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The simulator cannot start: ${problems.join('; ')}. Correct or unset it.`);
  }
  const { SIMULATOR_HOST, SIMULATOR_PORT, SIMULATOR_APP_ID, SIMULATOR_REGION, SIMULATOR_API_KEY } = read.data;
  return {
    host: SIMULATOR_HOST,
    port: SIMULATOR_PORT ?? DEFAULT_PORT,
    portWasSet: SIMULATOR_PORT !== undefined,
    appId: SIMULATOR_APP_ID,
    region: SIMULATOR_REGION,
    apiKey: SIMULATOR_API_KEY,
    sampleData: true,
    messageIdsFromClock: true,
  };
}

/** Beside a real key in production somebody has mixed up two machines: bots would answer a stand-in. */
function refuseInProduction(env: Environment): void {
  const realKey = env.COMETCHAT_API_KEY || env.COMETCHAT_API_KEY_FILE;
  if (env.NODE_ENV !== 'production' || !realKey) return;
  throw new Error('The simulator does not start in production beside a real API key. Unset COMETCHAT_API_KEY for it, or NODE_ENV=production.');
}
