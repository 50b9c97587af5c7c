import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DEAD_LETTERS, LATER } from './queues.js';
import { Trouble } from './trouble.js';

/** BullMQ prints what nobody listens to past our log, with its stack, at every attempt to reconnect. */
@Injectable()
export class QueueErrors {
  constructor(
    @InjectQueue('inbound') inbound: Queue,
    @InjectQueue('outbound') outbound: Queue,
    @InjectQueue(DEAD_LETTERS.queue) deadLetters: Queue,
    @InjectQueue(LATER.queue) later: Queue,
  ) {
    const trouble = new Trouble(new Logger(QueueErrors.name), 'Queue');
    for (const queue of [inbound, outbound, deadLetters, later]) queue.on('error', trouble.tell);
  }
}
