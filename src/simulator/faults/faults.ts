import type { SwitchValues } from './switch-table.js';

/** What may go wrong with a request that was taken. At most one of them strikes. */
export const FAULTS = ['failBeforeStoring', 'failAfterStoring', 'dropBeforeStoring', 'dropAfterStoring', 'storeLate', 'slow'] as const;
export type Fault = (typeof FAULTS)[number];

/** One roll decides, so that the odds add up and a seed gives the same faults whatever the other odds are. */
export function pickFault(roll: number, values: Readonly<SwitchValues>): Fault | undefined {
  let reached = 0;
  for (const fault of FAULTS) {
    reached += values[fault];
    if (roll < reached) return fault;
  }
  return undefined;
}
