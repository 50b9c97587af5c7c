import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { HalleyConfig } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { RefusalModule } from './webhook/refusal.module.js';

const webhook = async (): Promise<Type> => (await import('./webhook.module.js')).WebhookModule;
const worker = async (): Promise<Type> => (await import('./worker.module.js')).WorkerModule;

const ROLES = {
  all: [webhook, worker],
  webhook: [webhook],
  worker: [worker],
};

/** Loaded for the role that wants them: most of a start is loading files, and a worker does without those of class-validator. */
export function modulesOf(role: HalleyConfig['role']): Promise<Type[]> {
  return Promise.all(ROLES[role].map((load) => load()));
}

@Module({})
export class AppModule {
  /** The modules of a role, and what every role has: it serves its health and its metrics, and refuses what it does not know. */
  static of(config: HalleyConfig, role: Type[]): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.of(config), RefusalModule, HealthModule, MetricsModule, ...role] };
  }
}
