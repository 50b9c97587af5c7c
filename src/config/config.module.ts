import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CONFIG, type HalleyConfig, loadConfig, type QueueConfig } from './config.js';

/** Gives every room the CONFIG: read from the environment, or the one that is passed. */
@Global()
@Module({ providers: [{ provide: CONFIG, useFactory: () => loadConfig() }], exports: [CONFIG] })
export class ConfigModule {
  static of(config: HalleyConfig | QueueConfig): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: CONFIG, useValue: config }] };
  }
}
