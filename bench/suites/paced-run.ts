import type { ApiSettings, Arrival } from '../far-side/api.types.js';
import type { Lab } from '../lab/lab.js';
import { pace } from '../lab/scripts.js';
import { untilCount } from '../lab/until.js';
import type { VariantName } from '../lab/variants.js';
import type { Paced } from '../load/pace.js';
import { faultsOf, mustBeFaultless } from './latencies.js';
import { freshIds, must } from './measurement.js';

interface Order {
  url: string;
  api: Partial<ApiSettings>;
  count: number;
  perSecond: number;
  conversations: number;
}

/** Callbacks at a pace, until all are answered. @throws if one was refused or lost, and with Halley if one was doubled or reordered. */
export async function runPaced(lab: Lab, name: VariantName, { url, api, count, perSecond, conversations }: Order): Promise<{ paced: Paced; arrivals: Arrival[]; faults: ReturnType<typeof faultsOf> }> {
  await lab.api.reset(api);
  const senders = Array.from({ length: conversations }, (_, i) => `person-${i}`);
  const paced = await pace({ url, firstId: freshIds(count), count, perSecond, senders, apiOrigin: lab.api.origin });
  must(paced.bad === 0, `${name} refused ${paced.bad} callbacks.`);
  await untilCount(`${name}'s replies`, async () => (await lab.api.tally()).stored, count);
  const arrivals = await lab.api.arrivals();
  const faults = faultsOf(arrivals, paced.sentAt.map(([id]) => id));
  if (name === 'halley') mustBeFaultless(name, faults);
  must(faults.lost === 0, `${name} lost ${faults.lost} messages.`);
  return { paced, arrivals, faults };
}
