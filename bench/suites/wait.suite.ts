import { inLab } from '../lab/in-lab.js';
import type { Lab } from '../lab/lab.js';
import { fill, take } from '../lab/scripts.js';
import { untilCount } from '../lab/until.js';
import { startVariant, waiting, type VariantName } from '../lab/variants.js';
import { freshIds, must, type Measurement, type Suite } from './measurement.js';

interface Setting {
  variant: Extract<VariantName, 'halley' | 'nest'>;
  /** Before the measured ones. */
  count: number;
  lines: 'one line' | 'lines of 10';
}

/** The messages that are measured, and those that warm up. */
const MEASURED = 4_000;
const WARM_UP = 1_000;
const CONNECTIONS = 64;

/** What a waiting message takes of Redis, and whether messages cost more where many wait. */
export const waitSuite: Suite = {
  name: 'wait',
  async run({ quick }, tell) {
    const counts = quick ? [0, 10_000] : [0, 10_000, 1_000_000];
    const settings: Setting[] = counts.flatMap((count) => [
      ...(quick ? [] : [{ variant: 'halley', count, lines: 'one line' } as const]),
      { variant: 'halley', count, lines: 'lines of 10' },
      ...(quick ? [] : [{ variant: 'nest', count, lines: 'lines of 10' } as const]),
    ]);
    const measurements: Measurement[] = [];
    for (const setting of settings) {
      const name = `${setting.count} waiting, ${setting.variant === 'nest' ? 'as jobs' : `in ${setting.lines}`}`;
      const figures = await runOnce(setting, quick);
      measurements.push({ setting: name, variant: setting.variant, round: 1, figures });
      tell(`${name}, ${setting.variant}: ${Math.round(figures.bytes)} B a message, taking costs ${Math.round(figures.takeCpuUs)} µs, answering ${Math.round(figures.answerCpuUs)} µs`);
    }
    return measurements;
  },
};

async function runOnce({ variant, count, lines }: Setting, quick: boolean): Promise<Record<string, number>> {
  // A Redis of its own each: the memory of the one before would be left in it.
  return inLab('everysec', async (lab) => {
    const all = count + MEASURED + WARM_UP;
    const conversations = lines === 'one line' ? 1 : Math.ceil(all / 10);
    const bytesBefore = await lab.redis.usedBytes();
    await fill({ redisUrl: lab.redis.url, variant, count: all, conversations, firstId: freshIds(all), people: 'waiting' });
    must((await waiting(lab, variant)) === all, `${variant} has ${await waiting(lab, variant)} of ${all} messages waiting.`);
    const bytes = ((await lab.redis.usedBytes()) - bytesBefore) / all;
    const taking = await costOfTaking(lab, variant, quick ? 1 : 3);
    return { bytes, ...taking, answerCpuUs: await costOfAnswering(lab, variant) };
  });
}

/** Redis's own part beside the process's: that is where a long line would show. */
async function costOfTaking(lab: Lab, variant: VariantName, seconds: number): Promise<{ takeCpuUs: number; takeRedisCpuUs: number }> {
  const { program, url } = await startVariant(lab, variant, 'webhook');
  const order = { url, connections: CONNECTIONS, conversations: 1_000, seconds };
  await take({ ...order, seconds: 1, firstId: freshIds(50_000) });
  const [before, redisBefore] = [program.cpuMs, lab.redis.program.cpuMs];
  const { ok, bad } = await take({ ...order, firstId: freshIds(50_000 * seconds) });
  must(bad === 0, `${variant} refused ${bad} callbacks.`);
  const redisMs = lab.redis.program.cpuMs - redisBefore;
  const takeCpuUs = ((program.cpuMs - before + redisMs) * 1_000) / ok;
  await program.stop();
  return { takeCpuUs, takeRedisCpuUs: (redisMs * 1_000) / ok };
}

async function costOfAnswering(lab: Lab, variant: VariantName): Promise<number> {
  const { program } = await startVariant(lab, variant, 'worker');
  const spent = async () => ({ stored: (await lab.api.tally()).stored, cpuMs: program.cpuMs + lab.redis.program.cpuMs });
  const stored = async () => (await lab.api.tally()).stored;
  await untilCount(`${variant}'s replies`, stored, WARM_UP);
  const from = await spent();
  await untilCount(`${variant}'s replies`, stored, from.stored + MEASURED - WARM_UP);
  const to = await spent();
  await program.stop('SIGKILL');
  return ((to.cpuMs - from.cpuMs) * 1_000) / (to.stored - from.stored);
}
