import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { RedisClients } from './redis.clients.js';

/** Says at the start what Redis would lose, and how to mend it. Halley runs all the same. */
@Injectable()
export class Durability implements OnApplicationBootstrap {
  private readonly logger = new Logger(Durability.name);

  constructor(private readonly clients: RedisClients) {}

  onApplicationBootstrap(): void {
    weaknessesOf(this.clients.patient)
      .then((weaknesses) => weaknesses.forEach((weakness) => this.logger.warn(weakness)))
      .catch((error: Error) => this.logger.warn(`Redis would not say how safe it keeps messages (${error.message}). It should have appendonly yes, appendfsync always, maxmemory-policy noeviction.`));
  }
}

/** What is wrong with the settings of a Redis, each with its fix. Hosted ones may hide CONFIG: then INFO has to do. */
export async function weaknessesOf(redis: Redis): Promise<string[]> {
  const info = await redis.info();
  const weaknesses: string[] = [];
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy && policy !== 'noeviction') {
    weaknesses.push(`Redis throws messages away when its memory is full: maxmemory-policy is ${policy}. Set "maxmemory-policy noeviction".`);
  }
  if (/^aof_enabled:0/m.test(info)) {
    weaknesses.push('Redis loses what was accepted when it restarts: appendonly is off. Set "appendonly yes" and "appendfsync always".');
    return weaknesses;
  }
  const fsync = await redis.config('GET', 'appendfsync').then((pair) => (pair)[1], () => undefined);
  if (fsync && fsync !== 'always') {
    weaknesses.push(`Redis can lose the last second of accepted messages when its host dies: appendfsync is ${fsync}. Set "appendfsync always".`);
  }
  return weaknesses;
}
