import { median } from '../report/statistics.js';

export interface Sample {
  seconds: number;
  webhookMb: number;
  workerMb: number;
  keys: number;
  redisMb: number;
}

/** The memory of the last third beside that of the second: the first one warms up. */
const MOST_GROWTH = 1.1;
/** A few dozen of BullMQ's own, and one record of what was seen for each shard and day. */
const MOST_KEYS = 200;

export interface Verdict {
  passed: boolean;
  sentence: string;
}

export function verdictOn(samples: Sample[]): Verdict {
  const growth = { webhook: growthOf(samples.map(({ webhookMb }) => webhookMb)), worker: growthOf(samples.map(({ workerMb }) => workerMb)) };
  const keys = Math.max(...samples.map((sample) => sample.keys));
  const passed = growth.webhook <= MOST_GROWTH && growth.worker <= MOST_GROWTH && keys <= MOST_KEYS;
  const figures = `memory in the last third against the second: webhook ${growth.webhook.toFixed(2)}, worker ${growth.worker.toFixed(2)} (at most ${MOST_GROWTH}); keys at most ${keys} (${MOST_KEYS} allowed)`;
  return { passed, sentence: `${passed ? 'PASSED' : 'FAILED'}: ${figures}.` };
}

function growthOf(values: number[]): number {
  const third = Math.max(1, Math.floor(values.length / 3));
  const last = values.slice(-third);
  const middle = values.slice(-2 * third, -third);
  return middle.length === 0 ? 1 : median(last) / median(middle);
}
