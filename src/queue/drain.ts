import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import type { Worker } from 'bullmq';
import { CONFIG, type HalleyConfig } from '../config/config.js';

/** How long turns may take to leave their line once they were told to. */
const LEAVE_MS = 2_000;

/**
 * The way out: no new turns, work in hand finished within SHUTDOWN_TIMEOUT_MS, then what still runs is told to leave,
 * and its conversation goes on elsewhere. Callbacks are taken until the last.
 */
@Injectable()
export class Drain implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(Drain.name);
  private readonly workers: Worker[] = [];
  private readonly sendings: { close(): Promise<void> }[] = [];
  private readonly leaving = new AbortController();
  private begun = false;

  constructor(@Inject(CONFIG) private readonly config: HalleyConfig) {}

  /** True from the first moment of a shutdown: not ready any more. */
  get isDraining(): boolean {
    return this.begun;
  }

  /** Aborts when work in hand has to stop. */
  get signal(): AbortSignal {
    return this.leaving.signal;
  }

  add(worker: Worker): void {
    this.workers.push(worker);
  }

  /** What turns leave behind when they end: waited for after them. */
  addSendings(sendings: { close(): Promise<void> }): void {
    this.sendings.push(sendings);
  }

  onModuleDestroy(): void {
    this.begun = true;
  }

  /** `worker.close()` has no limit of its own, and hangs while Redis is away. */
  async beforeApplicationShutdown(): Promise<void> {
    const closed = this.close().then(() => true);
    if (await Promise.race([closed, sleep(this.config.shutdownTimeoutMs, false, { ref: false })])) return;
    this.logger.warn(`Work in hand did not end within SHUTDOWN_TIMEOUT_MS (${this.config.shutdownTimeoutMs} ms); its conversations go on elsewhere.`);
    this.leaving.abort(new Error('Halley is shutting down.'));
    await Promise.race([closed, sleep(LEAVE_MS, false, { ref: false })]);
  }

  private async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all(this.sendings.map((sending) => sending.close()));
  }
}
