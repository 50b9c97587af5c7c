import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type HalleyConfig } from '../config/config.js';

/** A request to CometChat ends by itself after 10 s, a script on Redis sooner; twice that on top of the handler is stuck. */
const MARGIN_MS = 20_000;

/** Tells a worker that is busy from one that holds turns and gets nowhere. */
@Injectable()
export class Pulse {
  private turns = 0;
  private lastStep = Date.now();

  constructor(@Inject(CONFIG) private readonly config: HalleyConfig) {}

  get activeTurns(): number {
    return this.turns;
  }

  /** Turns are held, and not one of them has made a step for longer than a step may take. */
  get isStuck(): boolean {
    return this.turns > 0 && Date.now() - this.lastStep > this.config.worker.handlerTimeoutMs + MARGIN_MS;
  }

  step(): void {
    this.lastStep = Date.now();
  }

  enter(): void {
    if (this.turns++ === 0) this.step();
  }

  leave(): void {
    this.turns--;
    this.step();
  }
}
