import { inLab } from '../lab/in-lab.js';
import type { Lab } from '../lab/lab.js';
import { pace } from '../lab/scripts.js';
import { untilCount } from '../lab/until.js';
import { startVariant, type VariantName } from '../lab/variants.js';
import { faultsOf, latencies, mustBeFaultless } from './latencies.js';
import { freshIds, must, type Measurement, type Suite } from './measurement.js';

const VARIANTS: VariantName[] = ['halley', 'express', 'nest'];
const CONVERSATIONS = 500;
const PER_SECOND = 300;

interface Setting {
  name: string;
  latencyMs: number;
  count: number;
  perSecond: number;
  warmUp: number;
}

/** From a callback to its reply, one message at a time and at 300 a second. */
export const answerSuite: Suite = {
  name: 'answer',
  async run({ quick, rounds }, tell) {
    const measurements: Measurement[] = [];
    const alone = quick ? 60 : 400;
    const seconds = quick ? 2 : 6;
    const settings: Setting[] = [0, 50].flatMap((latencyMs) => [
      { name: `alone, API ${latencyMs} ms`, latencyMs, count: alone, perSecond: 0, warmUp: alone / 2 },
      { name: `${PER_SECOND}/s, API ${latencyMs} ms`, latencyMs, count: PER_SECOND * seconds, perSecond: PER_SECOND, warmUp: PER_SECOND },
    ]);
    return inLab('always', async (lab) => {
      for (let round = 1; round <= rounds; round++) {
        for (const name of VARIANTS) {
          await lab.clear();
          const variant = await startVariant(lab, name, 'all');
          await runOnce(lab, name, variant.url, { ...settings[0], count: 100 });
          for (const setting of settings) {
            const { program } = variant;
            const cpuBefore = program.cpuMs + lab.redis.program.cpuMs;
            const latency = await runOnce(lab, name, variant.url, setting);
            const cpuUs = ((program.cpuMs + lab.redis.program.cpuMs - cpuBefore) * 1_000) / setting.count;
            measurements.push({ setting: setting.name, variant: name, round, figures: { ...latency, cpuUs } });
            tell(`${setting.name}, ${name}: p50 ${latency.p50.toFixed(2)} ms, p99 ${latency.p99.toFixed(2)} ms`);
          }
          await variant.program.stop();
        }
      }
      return measurements;
    });
  },
};

async function runOnce(lab: Lab, name: VariantName, url: string, { latencyMs, count, perSecond, warmUp }: Setting): Promise<{ p50: number; p99: number }> {
  await lab.api.reset({ latencyMs });
  const firstId = freshIds(count);
  const senders = Array.from({ length: CONVERSATIONS }, (_, i) => `person-${i}`);
  const paced = await pace({ url, firstId, count, perSecond, senders, apiOrigin: lab.api.origin });
  must(paced.bad === 0, `${name} refused ${paced.bad} callbacks.`);
  await untilCount(`${name}'s replies`, async () => (await lab.api.tally()).stored, count);
  const arrivals = await lab.api.arrivals();
  const faults = faultsOf(arrivals, paced.sentAt.map(([id]) => id));
  if (name === 'halley') mustBeFaultless(name, faults);
  must(faults.lost === 0, `${name} lost ${faults.lost} messages.`);
  return latencies(paced, arrivals, warmUp);
}
