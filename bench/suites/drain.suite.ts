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

/** The floor sends without a limit, so where the API takes its time it would show only that. */
const variantsAt = (latencyMs: number, quick: boolean) => (quick || latencyMs > 0 ? (['halley', 'nest'] as const) : (['halley', 'nest', 'lines'] as const));

const ofLength = (count: number): Setting[] => [1, 5, 100].map((each) => ({ latencyMs: 0, conversations: count / each, each }));

const nameOf = ({ latencyMs, conversations, each }: Setting) =>
  `${conversations} conversations with ${each} waiting, API ${latencyMs} ms`;

/**
 * How many replies a second one process sends that finds so much waiting. So much that it runs for a quarter of a minute: the
 * first ten thousand messages of a process are mostly its compiler's work, and a worker lives for days. They cannot be left
 * out of the time: two queues handle most messages in it whose replies come later.
 */
export const drainSuite: Suite = {
  name: 'drain',
  async run({ quick, rounds }, tell) {
    const settings = quick ? ofLength(12_000) : [...ofLength(80_000), { latencyMs: 50, conversations: 4_000, each: 5 }];
    const measurements: Measurement[] = [];
    return inLab('always', async (lab) => {
      for (let round = 1; round <= rounds; round++) {
        for (const setting of settings) {
          for (const name of variantsAt(setting.latencyMs, quick)) {
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
  await fill({ redisUrl: lab.redis.url, variant: name === 'nest' ? 'nest' : 'halley', count, conversations, firstId });
  must((await waiting(lab, name)) === count, `${name} has ${await waiting(lab, name)} of ${count} messages waiting.`);
  const redisBefore = lab.redis.program.cpuMs;
  const { program } = await startVariant(lab, name, 'worker');
  await untilCount(`${name}'s replies`, async () => (await lab.api.tally()).stored, count);
  const workerCpuUs = (program.cpuMs * 1_000) / count;
  const redisCpuUs = ((lab.redis.program.cpuMs - redisBefore) * 1_000) / count;
  await program.stop();
  const arrivals = await lab.api.arrivals();
  const faults = faultsOf(arrivals, Array.from({ length: count }, (_, i) => firstId + i));
  if (name !== 'nest') mustBeFaultless(name, faults);
  must(faults.lost === 0, `${name} lost ${faults.lost} messages.`);
  const times = arrivals.map(({ at }) => at).sort((a, b) => a - b);
  const seconds = (times[count - 1] - times[0]) / 1_000;
  return { perSecond: (count - 1) / seconds, workerCpuUs, redisCpuUs, outOfOrder: faults.outOfOrder };
}
