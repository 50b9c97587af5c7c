import type { FarSide } from '../support/far-side.js';
import type { Deliveries } from './deliveries.js';
import type { ChaosOptions } from './options.js';
import type { Trouble } from './trouble.js';
import { recoveryTimes, type Verdict } from './verdict.js';

export interface Report {
  options: ChaosOptions;
  deliveries: Deliveries;
  farSide: FarSide;
  trouble: Trouble;
  verdict: Verdict;
  dead: number;
  again: number;
  seconds: number;
}

export function report({ options, deliveries, farSide, trouble, verdict, dead, again, seconds }: Report): void {
  const recovery = recoveryTimes(trouble.deaths, deliveries.sent, farSide.stored);
  const at = (share: number) => (recovery.length ? `${(recovery[Math.floor((recovery.length - 1) * share)] / 1_000).toFixed(1)} s` : '-');
  const rows: [string, string | number][] = [
    ['seed', options.seed],
    ['sent (acknowledged)', deliveries.sent.length],
    ['delivered twice', deliveries.repeated],
    ['not acknowledged at once', deliveries.refused],
    ['answered', farSide.distinct.size],
    ['dead', dead],
    ['lost', verdict.lost.length],
    ['doubled', verdict.doubled.length],
    ['reordered', verdict.reordered.length],
    ['handler runs after commit', again],
    ['sendings that arrived', farSide.attempts.length],
    ['look-ups', farSide.lookUps],
    ['processes killed', trouble.deaths.length],
    ['Redis killed', trouble.redisDeaths.length],
    ['answered after a kill, median', at(0.5)],
    ['answered after a kill, 99 %', at(0.99)],
    ['answered after a kill, longest', at(1)],
    ['seconds', seconds.toFixed(0)],
  ];
  for (const [name, value] of rows) print(`${name.padEnd(32)}${value}`);
  for (const [kind, list] of Object.entries(verdict) as [string, string[]][]) {
    if (list.length > 0) print(`${kind}, for instance: ${list.slice(0, 5).join('; ')}`);
  }
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
