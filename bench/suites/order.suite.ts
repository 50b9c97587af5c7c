import type { ApiSettings } from '../far-side/api.types.js';
import { inLab } from '../lab/in-lab.js';
import type { Lab } from '../lab/lab.js';
import { startVariant, type VariantName } from '../lab/variants.js';
import { latencies } from './latencies.js';
import type { Measurement, Suite } from './measurement.js';
import { runPaced } from './paced-run.js';

const CONVERSATIONS = 1_000;
const PER_SECOND = 300;
const SECONDS = 12;
/** Each gets a message every 3.3 s: four of them, held 2.5 s each, are 10 s. */
const STUCK = 'person-0';

interface Setting {
  name: string;
  conversations: number;
  api: Partial<ApiSettings>;
}

const SETTINGS: Setting[] = [
  { name: 'no trouble', conversations: CONVERSATIONS, api: {} },
  { name: 'one conversation stuck for 10 s', conversations: CONVERSATIONS, api: { stuckReceiver: STUCK, stuckMs: 2_500 } },
  { name: '5 % of sends fail once', conversations: CONVERSATIONS, api: { failOnce: 0.05 } },
  // Order shows only where the next message comes before the retry.
  { name: '5 % of sends fail once, 50 who write six times a second', conversations: 50, api: { failOnce: 0.05 } },
];

/** What the others feel, and what becomes of the order, while there is trouble. */
export const orderSuite: Suite = {
  name: 'order',
  async run({ quick, rounds }, tell) {
    const measurements: Measurement[] = [];
    return inLab('always', async (lab) => {
      for (let round = 1; round <= rounds; round++) {
        for (const name of ['halley', 'nest'] as const) {
          await lab.clear();
          const { program, url } = await startVariant(lab, name, 'all');
          await runOnce(lab, name, url, SETTINGS[0], 2);
          for (const setting of quick ? SETTINGS.slice(0, 2) : SETTINGS) {
            const figures = await runOnce(lab, name, url, setting, quick ? 3 : SECONDS);
            measurements.push({ setting: setting.name, variant: name, round, figures });
            tell(`${setting.name}, ${name}: the others p50 ${figures.p50.toFixed(2)} ms, p99 ${figures.p99.toFixed(2)} ms, ${figures.outOfOrder} out of order`);
          }
          await program.stop();
        }
      }
      return measurements;
    });
  },
};

async function runOnce(lab: Lab, name: VariantName, url: string, { api, conversations }: Setting, seconds: number): Promise<Record<string, number>> {
  const order = { url, api: { latencyMs: 5, ...api }, count: PER_SECOND * seconds, perSecond: PER_SECOND, conversations };
  const { paced, arrivals, faults } = await runPaced(lab, name, order);
  return { ...latencies(paced, arrivals, PER_SECOND, (receiver) => receiver !== STUCK), outOfOrder: faults.outOfOrder, doubled: faults.doubled };
}
