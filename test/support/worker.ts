import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { compileBots } from '../../src/bot-kit/index.js';
import { COMPILED_BOTS, houseOf } from '../../src/bots/bots.module.js';
import type { HalleyConfig } from '../../src/config/config.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { PinoLogger } from '../../src/pino.logger.js';
import { WorkerModule } from '../../src/worker.module.js';

@Module({})
class TestWorkerModule {
  static of(config: HalleyConfig): DynamicModule {
    return { module: TestWorkerModule, imports: [ConfigModule.of(config), WorkerModule] };
  }
}

/**
 * The worker role in this process, without HTTP.
 * @param bots instead of those of bots.ts.
 */
export async function startWorker(config: HalleyConfig, bots?: object[]): Promise<INestApplicationContext> {
  const builder = Test.createTestingModule({ imports: [TestWorkerModule.of(config)] }).setLogger(new PinoLogger(config.log.level));
  if (bots) {
    const factory = (moduleRef: ModuleRef) => compileBots(bots, houseOf(moduleRef));
    builder.overrideProvider(COMPILED_BOTS).useFactory({ factory, inject: [ModuleRef] });
  }
  const app = await builder.compile();
  return app.init();
}
