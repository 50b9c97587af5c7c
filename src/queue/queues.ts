import type { WorkerOptions } from 'bullmq';
import type { Side } from './keys.js';

/** Attempts and back-off of one side. The first wait doubles until `maxMs`. */
export interface RetrySettings {
  attempts: number;
  firstMs: number;
  maxMs: number;
}

interface TurnQueueSettings {
  /** The one type of job in the queue: "this conversation has work". */
  job: 'turn';
  retry: RetrySettings;
  /** Starts without an outcome, which only crashes bring about, after which a message is taken for poison. */
  maxStarts: number;
}

/** A turn keeps nothing: the line has it all. What a finished job would leave behind only fills Redis. */
export const TURN_JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

/** Every queue's settings; a side without settings does not compile. */
export const QUEUES: Record<Side, TurnQueueSettings> = {
  // A handler's trouble is usually a dependency's: 1 + 2 + 4 + 8 s is what a user waits without giving up.
  inbound: { job: 'turn', retry: { attempts: 5, firstMs: 1_000, maxMs: 60_000 }, maxStarts: 20 },
  outbound: { job: 'turn', retry: { attempts: 12, firstMs: 500, maxMs: 60_000 }, maxStarts: 20 },
};

/** What is to be sent at a time. Putting it in its line fails only with Redis; then again and again, for an hour or so. */
export const LATER = {
  queue: 'later',
  job: 'letter',
  options: { attempts: 12, backoff: { type: 'exponential', delay: 1_000 }, removeOnComplete: true, removeOnFail: { age: 30 * 24 * 3_600 } },
} as const;

export const DEAD_LETTERS = {
  queue: 'dead-letters',
  job: 'dead-letter',
  /** How long a dead letter is kept. */
  keepMs: 30 * 24 * 3_600_000,
} as const;

/**
 * Nobody reads the events of our queues, so a short stream is enough (the embedded JS server copies whole streams).
 */
export const EVENTS_KEPT = 50;

/**
 * lockDuration and stalledInterval: work of a killed process goes on elsewhere within about 10 s.
 * maxStalledCount: BullMQ fails a job that stalled more often without running it; a turn is never to fail for that,
 * the line counts starts itself. drainDelay: the embedded JS server holds a blocked client up to this long.
 * The workers are started when the bots are known.
 */
export const WORKER_OPTIONS = {
  lockDuration: 8_000,
  stalledInterval: 2_000,
  maxStalledCount: 1_000_000,
  drainDelay: 1,
  autorun: false,
} as const satisfies Partial<WorkerOptions>;

/** How long a turn works on one conversation before it lets others in. */
export const FAIR_SHARE_MS = 1_000;
