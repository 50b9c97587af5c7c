import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Drain } from '../queue/drain.js';
import { LATER, WORKER_OPTIONS } from '../queue/queues.js';
import { Trouble } from '../queue/trouble.js';
import { QueuedOutbox, type Letter } from './queued-outbox.js';

/** Puts what is due into its line. */
@Processor(LATER.queue, WORKER_OPTIONS)
export class LaterProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger(LaterProcessor.name);

  constructor(
    private readonly outbox: QueuedOutbox,
    private readonly drain: Drain,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.worker.on('error', new Trouble(this.logger, 'Worker').tell);
    this.drain.add(this.worker);
    this.worker.run().catch((error: Error) => this.logger.error(`Worker: ${error.message}`));
  }

  process({ data }: Job<Letter>): Promise<void> {
    return this.outbox.post(data);
  }
}
