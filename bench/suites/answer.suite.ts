import { inLab } from '../lab/in-lab.js';
import type { Lab } from '../lab/lab.js';
import { startVariant, type VariantName } from '../lab/variants.js';
import { latencies } from './latencies.js';
import type { Measurement, Suite } from './measurement.js';
import { runPaced } from './paced-run.js';

const VARIANTS: VariantName[] = ['halley', 'express', 'nest'];
const CONVERSATIONS = 500;
const PER_SECOND = 300;
const SECONDS = 6;

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
    const settings: Setting[] = [0, 50].flatMap((latencyMs) => [
      { name: `alone, API ${latencyMs} ms`, latencyMs, count: alone, perSecond: 0, warmUp: alone / 2 },
      ...(quick ? [] : [{ name: `${PER_SECOND}/s, API ${latencyMs} ms`, latencyMs, count: PER_SECOND * SECONDS, perSecond: PER_SECOND, warmUp: PER_SECOND }]),
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
  const { paced, arrivals } = await runPaced(lab, name, { url, api: { latencyMs }, count, perSecond, conversations: CONVERSATIONS });
  return latencies(paced, arrivals, warmUp);
}
