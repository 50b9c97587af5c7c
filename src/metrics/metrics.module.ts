import { Module } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';

/** Prometheus, in every role. */
@Module({ imports: [QueueModule], controllers: [MetricsController], providers: [Metrics] })
export class MetricsModule {}
