import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { QueueConfig } from '../config/config.js';
import { ConfigModule } from '../config/config.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { refuseSilentRedis } from '../queue/refuse-silent-redis.js';

@Module({})
class CliModule {
  static of(config: QueueConfig): DynamicModule {
    return { module: CliModule, imports: [ConfigModule.of(config), QueueModule] };
  }
}

/** Does something with the queues of a running Halley, and lets go of them. */
export async function withQueues(config: QueueConfig, act: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  if (!config.redis.url) throw new Error('REDIS_URL is not set: say which Redis the running Halley uses.');
  await refuseSilentRedis(config.redis.url);
  const app = await NestFactory.createApplicationContext(CliModule.of(config), { logger: false, abortOnError: false });
  try {
    await act(app);
  } finally {
    await app.close();
  }
}
