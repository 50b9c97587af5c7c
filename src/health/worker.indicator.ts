import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Pulse } from '../queue/pulse.js';

@Injectable()
export class WorkerIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly pulse: Pulse,
  ) {}

  check(): HealthIndicatorResult {
    const worker = this.indicators.check('worker');
    const activeTurns = this.pulse.activeTurns;
    if (this.pulse.isStuck) return worker.down({ activeTurns, reason: 'Turns are held and none of them moves.' });
    return worker.up({ activeTurns });
  }
}
