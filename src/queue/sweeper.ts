import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DeadLetters } from './dead-letters.js';
import { Journal } from './journal.js';
import { SHARDS, shardsOf, type ShardKeys, type Side } from './keys.js';
import { RedisClients } from './redis.clients.js';
import { Script } from './scripts.js';
import { wake, type TurnQueue } from './turns.js';

const sweepScript = new Script<(string | number)[]>('sweep');

const EVERY_MS = 2_000;
/** With a sweep every 2 s, 800 lines a second for each worker. */
const LINES_A_SHARD = String(1_600 / SHARDS);
/**
 * A turn is as old as its job, also where it was put off again and again, and that by the clock of another process. A stranded line may
 * wait so much longer for that: well within the deadline of its reply.
 */
const LEAVES_ALONE_MS = 300_000;
/** Two wakes may have been swallowed for good reasons; after a third one the key that swallows them is looked at. */
const SUSPICIOUS_SWEEPS = 3;
const PRUNE_EVERY_MS = 3_600_000;

/**
 * The only repair there is. Between a script and the wake that follows it a process can die; the line then stands
 * still until a sweep wakes it. Waking a line that needs no waking costs an empty turn.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Sweeper.name);
  private readonly queues: Record<Side, TurnQueue>;
  private timer?: NodeJS.Timeout;
  private prunedAt = 0;

  constructor(
    private readonly clients: RedisClients,
    private readonly journal: Journal,
    private readonly deadLetters: DeadLetters,
    @InjectQueue('inbound') inbound: TurnQueue,
    @InjectQueue('outbound') outbound: TurnQueue,
  ) {
    this.queues = { inbound, outbound };
  }

  onApplicationBootstrap(): void {
    this.schedule();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  private schedule(): void {
    // Replicas that started together would otherwise sweep together, all but one for nothing.
    const jitter = Math.random() * EVERY_MS * 0.5;
    this.timer = setTimeout(() => void this.beat(), EVERY_MS * 0.75 + jitter).unref();
  }

  private async beat(): Promise<void> {
    try {
      await this.sweep();
      await this.prune();
    } catch (error) {
      this.logger.warn(`The sweep failed and is tried again: ${(error as Error).message}`);
    }
    this.schedule();
  }

  /** @returns how many lines it woke. */
  async sweep(): Promise<number> {
    return sum(await Promise.all([this.sweepSide('inbound'), this.sweepSide('outbound')]));
  }

  private async sweepSide(side: Side): Promise<number> {
    const waitedMs = await this.longestWait(side);
    return sum(await Promise.all(shardsOf(side).map((keys) => this.sweepShard(side, keys, waitedMs))));
  }

  /**
   * How many ms the turn has waited that is the next to run; 0 where none waits. Where many wait, a line that has stood still for less
   * only waits for its turn, as do those that came with it: woken all the same, such lines were a tenth of what a worker did while it
   * caught up.
   */
  private async longestWait(side: Side): Promise<number> {
    const [next] = await this.queues[side].getWaiting(0, 0);
    // A job whose hash has vanished is of no time.
    if (!next || Number.isNaN(next.timestamp)) return 0;
    return Math.min(Math.max(0, Date.now() - next.timestamp), LEAVES_ALONE_MS);
  }

  private async sweepShard(side: Side, keys: ShardKeys, waitedMs: number): Promise<number> {
    const found = await sweepScript.run(this.clients.patient, [keys.side], [LINES_A_SHARD, String(waitedMs)]);
    for (let i = 0; i < found.length; i += 2) {
      const conversation = String(found[i]);
      if (Number(found[i + 1]) >= SUSPICIOUS_SWEEPS) await this.dropDeadKey(side, conversation);
      await wake(this.queues[side], side, conversation);
      this.journal.emit('swept', { side });
    }
    return found.length / 2;
  }

  /**
   * A deduplication key whose job is in no list would swallow every wake for ever. Only then is it dropped: dropped
   * blindly, a long handler ran three times.
   */
  private async dropDeadKey(side: Side, conversation: string): Promise<void> {
    const queue = this.queues[side];
    const jobId = await queue.getDeduplicationJobId(conversation);
    if (!jobId || (await queue.getJobState(jobId)) !== 'unknown') return;
    await queue.removeDeduplicationKey(conversation);
    this.logger.warn(`${conversation}: its turn ${jobId} had vanished; woken anew.`);
  }

  private async prune(): Promise<void> {
    if (Date.now() - this.prunedAt < PRUNE_EVERY_MS) return;
    this.prunedAt = Date.now();
    await this.deadLetters.prune();
  }
}

function sum(counts: number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
