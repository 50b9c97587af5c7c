import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { QueueModule } from '../queue/queue.module.js';
import { DrainIndicator } from './drain.indicator.js';
import { HealthController } from './health.controller.js';
import { RedisIndicator } from './redis.indicator.js';
import { SendingIndicator } from './sending.indicator.js';
import { WorkerIndicator } from './worker.indicator.js';

/** Probes, in every role. */
@Module({
  imports: [QueueModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [RedisIndicator, DrainIndicator, WorkerIndicator, SendingIndicator],
})
export class HealthModule {}
