import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, modulesOf } from './app.module.js';
import { loadConfig, type HalleyConfig } from './config/config.js';
import { PinoLogger } from './pino.logger.js';
import type { EmbeddedRedis } from './queue/embedded/embedded-redis.js';
import { startEmbeddedRedis } from './queue/embedded/start-embedded-redis.js';
import { startWatchdog } from './watchdog.js';
import { createHttpAdapter } from './webhook/create-http-adapter.js';

/** What closing may take once all work has ended. */
const CLOSING_MS = 4_000;

/** Starts the role that the environment names, and ends it on SIGTERM and Ctrl-C. */
export async function startHalley(): Promise<void> {
  const given = loadConfig();
  const role = await modulesOf(given.role);
  const logger = new PinoLogger(given.log.level);
  const redis = given.redis.url ? undefined : await startEmbeddedRedis();
  const config = redis ? { ...given, redis: { url: redis.url } } : given;
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(config, role), createHttpAdapter(), { logger, abortOnError: false });
  await listen(app, config);
  logger.log({ event: 'ready', role: config.role, url: await app.getUrl(), redis: redis?.flavour ?? 'REDIS_URL' }, 'Halley');
  startWatchdog();
  endOn(['SIGTERM', 'SIGINT'], { app, redis, logger, config });
}

async function listen(app: NestFastifyApplication, { http }: HalleyConfig): Promise<void> {
  try {
    await app.listen(http.port, http.host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`${http.host}:${http.port} is in use. Set PORT to a free one, or end what listens there.`, { cause: error });
  }
}

interface Running {
  app: NestFastifyApplication;
  redis: EmbeddedRedis | undefined;
  logger: PinoLogger;
  config: HalleyConfig;
}

function endOn(signals: NodeJS.Signals[], { app, redis, logger, config: { shutdownTimeoutMs } }: Running): void {
  let ending = false;
  const end = async (signal: NodeJS.Signals) => {
    if (ending) process.exit(1);
    ending = true;
    logger.log({ event: 'shutting down', signal }, 'Halley');
    // Closing BullMQ's queues waits for a Redis that is away, without end; by now all work has ended or been left.
    await Promise.race([app.close(), sleep(shutdownTimeoutMs + CLOSING_MS)]);
    await redis?.stop();
    logger.log({ event: 'ended' }, 'Halley');
    logger.flush();
    process.exit(0);
  };
  for (const signal of signals) process.on(signal, (received) => void end(received));
}
