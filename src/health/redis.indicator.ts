import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { RedisClients } from '../queue/redis.clients.js';

@Injectable()
export class RedisIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly clients: RedisClients,
  ) {}

  async check(): Promise<HealthIndicatorResult> {
    const redis = this.indicators.check('redis');
    try {
      await this.clients.failFast.ping();
      return redis.up();
    } catch (error) {
      return redis.down({ reason: `Redis does not answer: ${(error as Error).message}` });
    }
  }
}
