import { inLab } from '../lab/in-lab.js';
import type { Lab } from '../lab/lab.js';
import { fill } from '../lab/scripts.js';
import { untilCount } from '../lab/until.js';
import { startVariant, waiting, type VariantName } from '../lab/variants.js';
import { faultsOf, mustBeFaultless } from './latencies.js';
import { freshIds, must, type Measurement, type Suite } from './measurement.js';

interface Setting {
  latencyMs: number;
  conversations: number;
  each: number;
}

const nameOf = ({ latencyMs, conversations, each }: Setting) =>
  `${conversations} conversations with ${each} waiting, API ${latencyMs} ms`;

/**
 * How many replies a second one process sends that finds so much waiting. So much that it runs for some seconds: the first
 * ten thousand messages of a process are mostly its compiler's work, and a worker lives for days.
 */
export const drainSuite: Suite = {
  name: 'drain',
  async run({ quick, rounds }, tell) {
    const share = quick ? 20 : 1;
    const settings: Setting[] = [
      { latencyMs: 0, conversations: 40_000 / share, each: 1 },
      { latencyMs: 0, conversations: 8_000 / share, each: 5 },
      { latencyMs: 0, conversations: 400 / share, each: 100 },
      { latencyMs: 50, conversations: 3_000 / share, each: 5 },
    ];
    const measurements: Measurement[] = [];
    return inLab('always', async (lab) => {
      for (let round = 1; round <= rounds; round++) {
        for (const setting of settings) {
          for (const name of ['halley', 'nest'] as const) {
            const figures = await runOnce(lab, name, setting);
            measurements.push({ setting: nameOf(setting), variant: name, round, figures });
            tell(`${nameOf(setting)}, ${name}: ${Math.round(figures.perSecond)} replies/s, ${Math.round(figures.workerCpuUs)} + ${Math.round(figures.redisCpuUs)} µs CPU, ${figures.outOfOrder} out of order`);
          }
        }
      }
      return measurements;
    });
  },
};

async function runOnce(lab: Lab, name: VariantName, { latencyMs, conversations, each }: Setting): Promise<Record<string, number>> {
  const count = conversations * each;
  const firstId = freshIds(count);
  await lab.clear(latencyMs);
  await fill({ redisUrl: lab.redis.url, variant: name === 'halley' ? 'halley' : 'nest', count, conversations, firstId });
  must((await waiting(lab, name)) === count, `${name} has ${await waiting(lab, name)} of ${count} messages waiting.`);
  const redisBefore = lab.redis.program.cpuMs;
  const { program } = await startVariant(lab, name, 'worker');
  await untilCount(`${name}'s replies`, async () => (await lab.api.tally()).stored, count);
  const workerCpuUs = (program.cpuMs * 1_000) / count;
  const redisCpuUs = ((lab.redis.program.cpuMs - redisBefore) * 1_000) / count;
  await program.stop();
  const arrivals = await lab.api.arrivals();
  const faults = faultsOf(arrivals, Array.from({ length: count }, (_, i) => firstId + i));
  if (name === 'halley') mustBeFaultless(name, faults);
  must(faults.lost === 0, `${name} lost ${faults.lost} messages.`);
  const times = arrivals.map(({ at }) => at).sort((a, b) => a - b);
  const seconds = (times[count - 1] - times[0]) / 1_000;
  return { perSecond: (count - 1) / seconds, workerCpuUs, redisCpuUs, outOfOrder: faults.outOfOrder };
}
