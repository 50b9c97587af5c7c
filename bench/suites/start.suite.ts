import { setTimeout as sleep } from 'node:timers/promises';
import { inLab } from '../lab/in-lab.js';
import type { Lab } from '../lab/lab.js';
import { take } from '../lab/scripts.js';
import { startVariant, type Role, type Running } from '../lab/variants.js';
import { freshIds, must, type Measurement, type Suite } from './measurement.js';

const TEAMS: Role[][] = [['all'], ['webhook', 'worker']];

/** How long a role takes until it is ready, and how much memory it has at rest and under load. */
export const startSuite: Suite = {
  name: 'start',
  async run({ quick, rounds }, tell) {
    const measurements: Measurement[] = [];
    return inLab('always', async (lab) => {
      for (let round = 1; round <= rounds; round++) {
        for (const team of TEAMS) {
          await lab.clear();
          const started = [];
          for (const role of team) started.push(await start(lab, role));
          await sleep(quick ? 500 : 2_000);
          const atRest = started.map(({ running }) => running.program.rssMb);
          await load(started[0].running, quick ? 2 : 8);
          for (const [i, { role, readyMs, running }] of started.entries()) {
            const figures = { readyMs, restMb: atRest[i], loadMb: running.program.rssMb };
            measurements.push({ setting: `role ${role}`, variant: 'halley', round, figures });
            tell(`role ${role}: ready after ${Math.round(readyMs)} ms, ${Math.round(figures.restMb)} MB at rest, ${Math.round(figures.loadMb)} MB under load`);
            await running.program.stop();
          }
        }
      }
      return measurements;
    });
  },
};

async function start(lab: Lab, role: Role): Promise<{ role: Role; readyMs: number; running: Running }> {
  const startedAt = performance.now();
  const running = await startVariant(lab, 'halley', role);
  return { role, readyMs: performance.now() - startedAt, running };
}

async function load({ url }: Running, seconds: number): Promise<void> {
  const { bad } = await take({ url, connections: 16, seconds, conversations: 1_000, firstId: freshIds(seconds * 50_000) });
  must(bad === 0, `${bad} callbacks were refused.`);
}
