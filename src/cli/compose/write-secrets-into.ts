import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudApiUrl } from '../../config/cloud-api-url.js';
import type { Environment } from '../../config/given-values.js';
import { SIMULATOR_API } from './services.js';

const NAMES = ['COMETCHAT_APP_ID', 'COMETCHAT_REGION', 'COMETCHAT_API_KEY'] as const;

/**
 * Fills the folder from which the services of docker-compose.yml read their secrets: what was given, else something random
 * that stays the same from one start to the next. Says which CometChat they will talk to.
 */
export function writeSecretsInto(folder: string, given: Environment, say: (line: string) => void): void {
  const apiUrl = whichCometChat(given, say);
  const secret = (name: string) => existing(join(folder, name)) ?? randomBytes(24).toString('base64url');
  const redisPassword = secret('redis-password');
  const files = {
    'redis-password': redisPassword,
    'redis.conf': `requirepass ${redisPassword}`,
    'redis-url': `redis://:${redisPassword}@redis:6379`,
    'webhook-password': given.WEBHOOK_PASSWORD || secret('webhook-password'),
    'cometchat-api-key': given.COMETCHAT_API_KEY || secret('cometchat-api-key'),
    'cometchat-api-url': apiUrl,
  };
  // Redis reads its file as a user of its own; who has no part in this has not mounted the volume.
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), `${content}\n`, { mode: 0o644 });
}

function whichCometChat(given: Environment, say: (line: string) => void): string {
  const { COMETCHAT_APP_ID: appId, COMETCHAT_REGION: region, COMETCHAT_API_KEY: key, COMETCHAT_API_URL: apiUrl } = given;
  if (appId && region && key) {
    const url = apiUrl || cloudApiUrl(appId, region);
    say(`CometChat is the app ${appId} at ${url}. Nobody calls the simulator.`);
    return url;
  }
  if (appId || region || key || apiUrl) {
    const missing = NAMES.filter((name) => !given[name]).join(' and ');
    throw new Error(`Some COMETCHAT_* are set, but not ${missing}. Set ${NAMES.join(', ')}, or no COMETCHAT_* at all for the simulator.`);
  }
  say(`No COMETCHAT_* is set: the simulator stands in for CometChat. Its page is at http://127.0.0.1:${given.SIMULATOR_PORT || 4000}.`);
  return SIMULATOR_API;
}

function existing(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}
