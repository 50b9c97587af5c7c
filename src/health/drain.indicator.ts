import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Drain } from '../queue/drain.js';

@Injectable()
export class DrainIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly drain: Drain,
  ) {}

  check(): HealthIndicatorResult {
    const shutdown = this.indicators.check('shutdown');
    return this.drain.isDraining ? shutdown.down({ reason: 'Shutting down.' }) : shutdown.up();
  }
}
