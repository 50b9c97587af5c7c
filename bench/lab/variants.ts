import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APP_ID } from '../load/callback.js';
import { freePort } from '../../test/support/free-port.js';
import type { Lab } from './lab.js';
import { Program } from './program.js';
import { untilAnswers } from './until.js';

export type VariantName = 'halley' | 'express' | 'nest' | 'fastify' | 'lines';
export type Role = 'all' | 'webhook' | 'worker';

/** What the tables call them. */
export const TITLES: Record<VariantName, string> = {
  halley: 'Halley',
  express: 'Express handler',
  nest: 'plain Nest, two queues',
  fastify: 'Fastify, one LPUSH',
  lines: 'the floor: lines and turns only',
};

const baseline = (name: string) => fileURLToPath(new URL(`../baselines/${name}.js`, import.meta.url));

const SCRIPTS: Record<VariantName, string> = {
  halley: 'dist/main.js',
  express: baseline('express-handler'),
  nest: baseline('plain-nest'),
  fastify: baseline('fastify-floor'),
  lines: baseline('bare-lines'),
};

export interface Running {
  name: VariantName;
  url: string;
  program: Program;
}

/** One process of a variant. All of them are told the same. */
export async function startVariant(lab: Lab, name: VariantName, role: Role, env: Record<string, string> = {}): Promise<Running> {
  const port = String(await freePort());
  const program = Program.start(`${name} ${role}`, process.execPath, [SCRIPTS[name]], {
    NODE_ENV: 'production', ROLE: role, PORT: port, REDIS_URL: lab.redis.url,
    COMETCHAT_APP_ID: APP_ID, COMETCHAT_REGION: 'eu', COMETCHAT_API_KEY: 'bench', COMETCHAT_API_URL: lab.api.url,
    WEBHOOK_USERNAME: 'bench', WEBHOOK_PASSWORD: 'bench-password', WORKER_CONCURRENCY: '64', ...env,
  }, join(lab.folder, `${name}-${role}.log`));
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/health/ready`, program);
  return { name, url, program };
}

/** How many messages a variant has put by in Redis. */
export async function waiting(lab: Lab, name: VariantName): Promise<number> {
  const redis = lab.redis.client;
  if (name === 'nest') return (await redis.llen('bull:messages:wait')) + (await redis.llen('bull:messages:active'));
  if (name === 'fastify') return redis.llen('messages');
  if (name === 'express') return (await lab.api.tally()).stored;
  const depths = await Promise.all(Array.from({ length: 4 }, (_, shard) => redis.get(`{halley:${shard}}:inbound:depth`)));
  return depths.reduce((sum, depth) => sum + Number(depth ?? 0), 0);
}
