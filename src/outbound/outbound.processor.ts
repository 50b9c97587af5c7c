import { Processor } from '@nestjs/bullmq';
import type { OutboundEntry } from '../queue/entries.js';
import { WORKER_OPTIONS } from '../queue/queues.js';
import type { Turn } from '../queue/turn.js';
import { TurnHost } from '../queue/turn.host.js';
import { OutboundTurns } from './outbound.turns.js';
import { sendingsAtATime } from './sendings-at-a-time.js';

@Processor('outbound', WORKER_OPTIONS)
export class OutboundProcessor extends TurnHost<OutboundEntry> {
  constructor(private readonly turns: OutboundTurns) {
    super();
  }

  protected override get concurrency(): number {
    return sendingsAtATime(this.config);
  }

  protected turn(conversation: string, fence: string): Turn<OutboundEntry> {
    return this.turns.of(conversation, fence);
  }
}
