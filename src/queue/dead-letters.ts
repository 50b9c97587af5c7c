import { createHash } from 'node:crypto';
import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import type { InboundEntry, OutboundEntry } from './entries.js';
import type { Side } from './keys.js';
import { DEAD_LETTERS } from './queues.js';

/**
 * Why a message or a reply was given up. `poison`: it was started again and again and never came to an end.
 * `no-bot`: the bot it is for is not registered any more. `handler`: the bot failed at every attempt.
 * `refused`: CometChat said no for good. `attempts`: CometChat failed at every attempt. `stale`: past its deadline.
 */
export type DeadReason = 'poison' | 'no-bot' | 'handler' | 'refused' | 'attempts' | 'stale';

export interface DeadLetter {
  side: Side;
  conversation: string;
  bot: string;
  reason: DeadReason;
  /** Handler runs or sendings that failed. */
  attempts: number;
  error: string;
  /** Unix ms. */
  diedAt: number;
  /** CometChat may have the first of these: a replay looks before it sends. */
  unknownOutcome: boolean;
  /** One message, or the parts of an answer from the one that failed on; each with its place in line. */
  messages: { member: string; entry: InboundEntry | OutboundEntry }[];
}

export type DeadLetterQueue = Queue<DeadLetter, void>;

/**
 * What was given up, as jobs of a third BullMQ queue that nobody works on, so that any BullMQ tool shows them.
 * The job's id is made from the message: to bury one twice is to bury it once.
 */
@Injectable()
export class DeadLetters {
  constructor(@InjectQueue(DEAD_LETTERS.queue) private readonly queue: DeadLetterQueue) {}

  /** Resolves with the id once Redis has the letter; only then may the message leave its line. */
  async bury(letter: DeadLetter): Promise<string> {
    const jobId = deadLetterId(letter);
    await this.queue.add(DEAD_LETTERS.job, letter, { jobId, attempts: 1 });
    return jobId;
  }

  /** The newest first; all of them without a limit. */
  list(limit = 0): Promise<Job<DeadLetter>[]> {
    return this.queue.getJobs(['waiting'], 0, limit - 1, false);
  }

  find(id: string): Promise<Job<DeadLetter> | undefined> {
    return this.queue.getJob(id);
  }

  count(): Promise<number> {
    return this.queue.getWaitingCount();
  }

  /** @returns false if there is no such letter: BullMQ counts removing nothing as removed. */
  async discard(id: string): Promise<boolean> {
    return (await this.find(id)) !== undefined && (await this.queue.remove(id)) === 1;
  }

  /** Forgets what is older than the time that dead letters are kept. */
  async prune(): Promise<number> {
    return (await this.queue.clean(DEAD_LETTERS.keepMs, 1_000, 'wait')).length;
  }
}

/**
 * BullMQ takes neither a colon nor digits alone. The time of acceptance is in it because a replay sets it anew: a message
 * that dies again while its old letter still lies there gets a letter of its own.
 */
function deadLetterId({ side, conversation, messages: [{ member, entry }] }: DeadLetter): string {
  const name = JSON.stringify([side, conversation, member, entry.acceptedAt]);
  return `dead-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}
