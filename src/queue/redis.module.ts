import { Module } from '@nestjs/common';
import { RedisClients } from './redis.clients.js';

/** The connections to Redis, for this room and for BullMQ. */
@Module({ providers: [RedisClients], exports: [RedisClients] })
export class RedisModule {}
