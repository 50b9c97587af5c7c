import type { Arrival } from '../far-side/api.types.js';
import { idOf } from '../load/callback.js';
import type { Paced } from '../load/pace.js';
import { quantile } from '../report/statistics.js';
import { must } from './measurement.js';

export interface Latencies {
  p50: number;
  p99: number;
  longest: number;
}

/** From each callback going out to its reply being at the API; the first replies warm up and do not count. */
export function latencies({ sentAt }: Paced, arrivals: Arrival[], warmUp = 0, only: (receiver: string) => boolean = () => true): Latencies {
  const sent = new Map(sentAt);
  const counted = new Set(sentAt.slice(warmUp).map(([id]) => id));
  const times = arrivals
    .filter(({ text, receiver }) => counted.has(idOf(text)) && only(receiver))
    .map(({ text, at }) => at - sent.get(idOf(text))!)
    .sort((a, b) => a - b);
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), longest: quantile(times, 1) };
}

export interface Faults {
  lost: number;
  doubled: number;
  /** Replies that came after the reply to a later message of the same person. */
  outOfOrder: number;
}

export function faultsOf(arrivals: Arrival[], ids: Iterable<number>): Faults {
  const seen = new Set<number>();
  const latest = new Map<string, number>();
  const faults = { lost: 0, doubled: 0, outOfOrder: 0 };
  for (const { text, receiver } of arrivals) {
    const id = idOf(text);
    if (seen.has(id)) faults.doubled++;
    else if (id < (latest.get(receiver) ?? 0)) faults.outOfOrder++;
    seen.add(id);
    latest.set(receiver, Math.max(id, latest.get(receiver) ?? 0));
  }
  for (const id of ids) if (!seen.has(id)) faults.lost++;
  return faults;
}

/** For a variant that promises it. */
export function mustBeFaultless(name: string, { lost, doubled, outOfOrder }: Faults): void {
  must(lost + doubled + outOfOrder === 0, `${name}: ${lost} lost, ${doubled} doubled, ${outOfOrder} out of order.`);
}
