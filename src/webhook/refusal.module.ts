import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { QueueModule } from '../queue/queue.module.js';
import { RefusalFilter } from './refusal.filter.js';

/** One form for every refusal, in every role: Nest's own repeats what was asked for. */
@Module({ imports: [QueueModule], providers: [{ provide: APP_FILTER, useClass: RefusalFilter }] })
export class RefusalModule {}
