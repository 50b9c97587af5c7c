import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { DrainIndicator } from './drain.indicator.js';
import { RedisIndicator } from './redis.indicator.js';
import { SendingIndicator } from './sending.indicator.js';
import { WorkerIndicator } from './worker.indicator.js';

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly redis: RedisIndicator,
    private readonly drain: DrainIndicator,
    private readonly worker: WorkerIndicator,
    private readonly sending: SendingIndicator,
  ) {}

  /** The process answers. Whatever is wrong besides, a restart would not mend it. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** 200 if work may come here. CometChat's trouble is told in the body only: taking callbacks goes on meanwhile. */
  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.redis.check(),
      () => this.drain.check(),
      () => this.worker.check(),
      () => this.sending.check(),
    ]);
  }
}
