import { randomUUID } from 'node:crypto';
import { WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DelayedError, type Job } from 'bullmq';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { Drain } from './drain.js';
import { Pulse } from './pulse.js';
import { FAIR_SHARE_MS } from './queues.js';
import { Trouble } from './trouble.js';
import { drive, type Turn } from './turn.js';
import type { TurnData } from './turns.js';

/** A BullMQ worker on turns. Order comes from the line; BullMQ spreads the turns, delays them, and recovers the stalled ones. */
export abstract class TurnHost<Entry> extends WorkerHost implements OnApplicationBootstrap {
  protected readonly logger = new Logger(this.constructor.name);

  @Inject(CONFIG) protected readonly config!: HalleyConfig;
  @Inject(Drain) protected readonly drain!: Drain;
  @Inject(Pulse) private readonly pulse!: Pulse;

  /** @param fence tells this run of the turn from every other one, so that a turn thought dead is shut out of the line. */
  protected abstract turn(conversation: string, fence: string): Turn<Entry>;

  /** How many turns at a time. */
  protected get concurrency(): number {
    return this.config.worker.concurrency;
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.concurrency;
    this.worker.on('error', new Trouble(this.logger, 'Worker').tell);
    this.drain.add(this.worker);
    this.worker.run().catch((error: Error) => this.logger.error(`Worker: ${error.message}`));
  }

  async process(job: Job<TurnData>, token?: string): Promise<void> {
    this.pulse.enter();
    try {
      const wait = await this.run(this.turn(job.data.conversation, randomUUID()));
      if (wait === undefined) return;
      // Not thrown as a failure: a turn that waits spends nothing.
      await job.moveToDelayed(Date.now() + wait, token);
    } finally {
      this.pulse.leave();
    }
    throw new DelayedError();
  }

  private async run(turn: Turn<Entry>): Promise<number | undefined> {
    const shareEnds = Date.now() + FAIR_SHARE_MS;
    const takeNext = () => Date.now() < shareEnds && !this.drain.isDraining;
    return drive(turn, await turn.claim(), takeNext, () => this.pulse.step());
  }
}
