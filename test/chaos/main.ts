import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { FarSide } from '../support/far-side.js';
import { badDay } from './bad-api.js';
import { Deliveries } from './deliveries.js';
import { readOptions, type ChaosOptions } from './options.js';
import { halley, redisServer, untilReady } from './processes.js';
import { seededRandom } from './random.js';
import { print, report } from './report.js';
import { Trouble } from './trouble.js';
import { judge, runsAfterCommit } from './verdict.js';

const APP_ID = '2248348660ad9bd4';
/** Nothing answered for this long, and nothing more will be. */
const SILENCE_MS = 90_000;

const options = readOptions(process.argv);
process.exitCode = await chaos(options);

async function chaos(options: ChaosOptions): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'halley-chaos-'));
  const random = seededRandom(options.seed);
  const farSide = await new FarSide().start();
  farSide.behave = badDay(random);
  farSide.blind = options.naive;

  const redis = await redisServer(folder);
  const env = {
    REDIS_URL: redis.url, COMETCHAT_APP_ID: APP_ID, COMETCHAT_REGION: 'eu', COMETCHAT_API_KEY: 'chaos', COMETCHAT_API_URL: farSide.url,
    WEBHOOK_USERNAME: 'chaos', WEBHOOK_PASSWORD: 'chaos-password', WORKER_CONCURRENCY: '256',
  };
  const webhooks = await Promise.all(Array.from({ length: options.webhooks }, (_, i) => halley('webhook', i, folder, env)));
  const workers = await Promise.all(Array.from({ length: options.workers }, (_, i) => halley('worker', i, folder, env)));
  const everything = [redis, ...webhooks, ...workers];
  const stopAll = () => Promise.all(everything.map(({ process }) => process.stop('SIGKILL')));
  process.once('SIGINT', () => void stopAll().then(() => process.exit(130)));

  try {
    print(`seed ${options.seed}; ${options.messages} messages in ${options.conversations} conversations; logs in ${folder}`);
    redis.process.start();
    await sleep(500);
    for (const { process } of [...webhooks, ...workers]) process.start();
    await Promise.all([...webhooks, ...workers].map(({ url }) => untilReady(url)));

    const deliveries = new Deliveries({
      messages: options.messages, conversations: options.conversations, urls: webhooks.map(({ url }) => url), appId: APP_ID, random, answered: () => farSide.distinct.size,
      authorization: `Basic ${Buffer.from('chaos:chaos-password').toString('base64')}`,
    });
    const startedAt = Date.now();
    const trouble = new Trouble(options, random, redis.process, [...webhooks, ...workers].map(({ process }) => process));
    await Promise.all([deliveries.run(), finished(options, farSide, deliveries, trouble, startedAt)]);

    const dead = await deadLetters(redis.url);
    const verdict = judge(deliveries.sent, farSide.stored);
    const again = runsAfterCommit(workers.map((_, i) => join(folder, `worker-${i}.log`)));
    report({ options, deliveries, farSide, trouble, verdict, dead, again, seconds: (Date.now() - startedAt) / 1_000 });
    const passed = deliveries.sent.length === options.messages && dead === 0 && again === 0 && Object.values(verdict).every((list) => list.length === 0);
    print(passed ? 'PASSED: 0 lost, 0 doubled, 0 reordered.' : `FAILED. The logs are in ${folder}`);
    await stopAll();
    if (passed && !options.keepLogs) await rm(folder, { recursive: true, force: true });
    return passed ? 0 : 1;
  } finally {
    await stopAll();
    await farSide.close();
  }
}

/** Resolves when every message is answered, or when nothing happens any more. */
async function finished(options: ChaosOptions, farSide: FarSide, deliveries: Deliveries, trouble: Trouble, startedAt: number): Promise<void> {
  let answered = 0;
  let movedAt = Date.now();
  let toldAt = 0;
  while (answered < options.messages) {
    await sleep(50);
    const now = Date.now();
    if (farSide.distinct.size > answered) [answered, movedAt] = [farSide.distinct.size, now];
    trouble.cause(answered / options.messages);
    if (now - toldAt > 5_000) {
      toldAt = now;
      const { deaths, redisDeaths } = trouble;
      print(`${Math.round((now - startedAt) / 1_000)} s: delivered ${deliveries.sent.length}, answered ${answered} of ${options.messages}; killed ${deaths.length} processes and Redis ${redisDeaths.length} times`);
    }
    if (now - movedAt > SILENCE_MS) return print(`Nothing was answered for ${SILENCE_MS / 1_000} s.`);
    if (now - startedAt > options.minutes * 60_000) return print(`${options.minutes} minutes are over.`);
  }
  // Whatever is doubled late shows now: longer than a resend waits.
  await sleep(18_000);
}

async function deadLetters(url: string): Promise<number> {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const count = await redis.llen('{halley}:dead-letters:wait');
  await redis.quit();
  return count;
}
