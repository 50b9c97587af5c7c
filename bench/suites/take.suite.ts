import { inLab } from '../lab/in-lab.js';
import type { Lab } from '../lab/lab.js';
import type { Fsync } from '../lab/private-redis.js';
import { take } from '../lab/scripts.js';
import { startVariant, waiting, type Running, type VariantName } from '../lab/variants.js';
import { freshIds, must, type Extent, type Measurement, type Suite } from './measurement.js';

const VARIANTS: VariantName[] = ['halley', 'express', 'nest', 'fastify'];
const MOST_A_SECOND = 50_000;

interface Setting {
  name: string;
  connections: number;
  conversations: number;
}

const BUSY: Setting = { name: '64 connections', connections: 64, conversations: 1_000 };

const SETTINGS: Setting[] = [
  { ...BUSY, name: '1 connection', connections: 1 },
  { ...BUSY, name: '16 connections', connections: 16 },
  BUSY,
  { ...BUSY, name: '256 connections', connections: 256 },
  { ...BUSY, name: '64 connections, each message a conversation of its own', conversations: 1e9 },
];

/** How fast callbacks are taken, and what each costs. Nobody works on them meanwhile. */
export const takeSuite: Suite = {
  name: 'take',
  async run(extent, tell) {
    const always = await measure('always', extent.quick ? [BUSY] : SETTINGS, extent, tell);
    if (extent.quick) return always;
    const everysec = await measure('everysec', [BUSY], extent, tell);
    return [...always, ...everysec];
  },
};

async function measure(fsync: Fsync, settings: Setting[], { quick, rounds }: Extent, tell: (line: string) => void): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  return inLab(fsync, async (lab) => {
    const running: Running[] = [];
    for (const name of VARIANTS) running.push(await startVariant(lab, name, 'webhook'));
    for (const variant of running) await runOnce(lab, variant, BUSY, quick ? 2 : 3);
    for (let round = 1; round <= rounds; round++) {
      for (const setting of settings) {
        for (const variant of running) {
          const figures = await runOnce(lab, variant, setting, quick ? 2.5 : 4);
          measurements.push({ setting: `${setting.name}, fsync ${fsync}`, variant: variant.name, round, figures });
          tell(`${fsync}, ${setting.name}, ${variant.name}: ${Math.round(figures.perSecond)}/s, p50 ${figures.p50.toFixed(2)} ms, p99 ${figures.p99.toFixed(2)} ms, ${Math.round(figures.cpuUs)} µs CPU`);
        }
      }
    }
    return measurements;
  });
}

async function runOnce(lab: Lab, { name, url, program }: Running, { connections, conversations }: Setting, seconds: number): Promise<Record<string, number>> {
  await lab.clear();
  const redis = lab.redis.program;
  const [ownBefore, redisBefore] = [program.cpuMs, redis.cpuMs];
  const taken = await take({ url, connections, seconds, conversations, firstId: freshIds(seconds * MOST_A_SECOND) });
  const [own, redisOwn] = [program.cpuMs - ownBefore, redis.cpuMs - redisBefore];
  must(taken.bad === 0, `${name} refused or lost ${taken.bad} of ${taken.ok} callbacks.`);
  const kept = await waiting(lab, name);
  must(kept === taken.ok, `${name} answered ${taken.ok} callbacks and has ${kept} messages.`);
  return { perSecond: taken.perSecond, p50: taken.p50, p99: taken.p99, cpuUs: (own * 1_000) / taken.ok, redisCpuUs: (redisOwn * 1_000) / taken.ok };
}
