import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { HalleyConfig } from '../../src/config/config.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { PinoLogger } from '../../src/pino.logger.js';
import { QueueModule } from '../../src/queue/queue.module.js';

/** The queues in this process, with nobody who works on them. */
export async function startQueue(config: HalleyConfig): Promise<INestApplicationContext> {
  const app = await Test.createTestingModule({ imports: [ConfigModule.of(config), QueueModule] }).setLogger(new PinoLogger(config.log.level)).compile();
  return app.init();
}
