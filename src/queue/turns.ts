import type { Queue } from 'bullmq';
import { QUEUES, TURN_JOB_OPTIONS } from './queues.js';
import type { Side } from './keys.js';

/** What a turn carries: which conversation has work. Everything else stands in the line. */
export interface TurnData {
  conversation: string;
}

export type TurnQueue = Queue<TurnData, void>;

/**
 * Says that a conversation has work. At most one turn of a conversation is active: a wake is swallowed while one waits
 * or is delayed, and kept once while one is active.
 */
export async function wake(queue: TurnQueue, side: Side, conversation: string): Promise<void> {
  await queue.add(QUEUES[side].job, { conversation }, {
    ...TURN_JOB_OPTIONS,
    deduplication: { id: conversation, keepLastIfActive: true },
  });
}
