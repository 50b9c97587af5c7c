import { Module, type DynamicModule } from '@nestjs/common';
import type { HalleyConfig } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { WebhookModule } from './webhook.module.js';
import { RefusalModule } from './webhook/refusal.module.js';
import { WorkerModule } from './worker.module.js';

const ROLES = {
  all: [WebhookModule, WorkerModule],
  webhook: [WebhookModule],
  worker: [WorkerModule, RefusalModule],
};

@Module({})
export class AppModule {
  /** The modules of the role that the configuration names; every role serves its health and its metrics. */
  static of(config: HalleyConfig): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.of(config), HealthModule, MetricsModule, ...ROLES[config.role]] };
  }
}
