import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { inLab } from '../lab/in-lab.js';
import type { Lab } from '../lab/lab.js';
import { stopEverything } from '../lab/program.js';
import { pace } from '../lab/scripts.js';
import { untilCount } from '../lab/until.js';
import { startVariant, type Running } from '../lab/variants.js';
import { machine } from '../report/machine.js';
import { freshIds } from '../suites/measurement.js';
import { verdictOn, type Sample } from './verdict.js';

const PER_SECOND = 300;
const SECONDS_A_SAMPLE = 10;
const PEOPLE = 1_000;

const { minutes } = new Command('soak')
  .description('300 messages a second through a webhook and a worker: memory has to stay flat, and the keys in Redis bounded.')
  .option('--minutes <count>', 'for so long', Number, 30)
  .parse()
  .opts<{ minutes: number }>();

process.once('SIGINT', () => void stopEverything().then(() => process.exit(130)));
process.exitCode = await inLab('everysec', soak);

async function soak(lab: Lab): Promise<number> {
  const webhook = await startVariant(lab, 'halley', 'webhook');
  const worker = await startVariant(lab, 'halley', 'worker');
  const samples: Sample[] = [];
  const rounds = Math.max(1, Math.round((minutes * 60) / SECONDS_A_SAMPLE));
  for (let round = 1; round <= rounds; round++) {
    samples.push(await sampleAfterLoad(lab, webhook, worker, round));
    const { webhookMb, workerMb, keys, redisMb } = samples.at(-1)!;
    process.stdout.write(`${round * SECONDS_A_SAMPLE} s: webhook ${webhookMb.toFixed(0)} MB, worker ${workerMb.toFixed(0)} MB, Redis ${redisMb.toFixed(1)} MB in ${keys} keys\n`);
  }
  const verdict = verdictOn(samples);
  await mkdir('bench/results', { recursive: true });
  await writeFile('bench/results/soak.json', `${JSON.stringify({ ...machine(), minutes, perSecond: PER_SECOND, ...verdict, samples }, undefined, 1)}\n`);
  process.stdout.write(`${verdict.sentence}\n`);
  return verdict.passed ? 0 : 1;
}

/** Other people each time, so that a trace left by a conversation would show. */
async function sampleAfterLoad(lab: Lab, webhook: Running, worker: Running, round: number): Promise<Sample> {
  const count = PER_SECOND * SECONDS_A_SAMPLE;
  await lab.api.reset({ latencyMs: 20 });
  const senders = Array.from({ length: PEOPLE }, (_, i) => `person-${round}-${i}`);
  const { bad } = await pace({ url: webhook.url, firstId: freshIds(count), count, perSecond: PER_SECOND, senders, apiOrigin: lab.api.origin });
  if (bad > 0) throw new Error(`${bad} callbacks were refused.`);
  await untilCount('replies', async () => (await lab.api.tally()).stored, count);
  // BullMQ tidies up behind the last reply.
  await sleep(500);
  return {
    seconds: round * SECONDS_A_SAMPLE,
    webhookMb: webhook.program.rssMb,
    workerMb: worker.program.rssMb,
    keys: await lab.redis.client.dbsize(),
    redisMb: (await lab.redis.usedBytes()) / 2 ** 20,
  };
}
