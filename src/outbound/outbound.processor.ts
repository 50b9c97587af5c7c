import { Processor } from '@nestjs/bullmq';
import type { OutboundEntry } from '../queue/entries.js';
import { WORKER_OPTIONS } from '../queue/queues.js';
import type { Turn } from '../queue/turn.js';
import { TurnHost } from '../queue/turn.host.js';
import { OutboundTurns } from './outbound.turns.js';

@Processor('outbound', WORKER_OPTIONS)
export class OutboundProcessor extends TurnHost<OutboundEntry> {
  constructor(private readonly turns: OutboundTurns) {
    super();
  }

  /** A reply under way waits for CometChat and costs nothing else: with as many as there are handlers, a slow API would hold up what is ready to go. */
  protected override get concurrency(): number {
    return 2 * super.concurrency;
  }

  protected turn(conversation: string, fence: string): Turn<OutboundEntry> {
    return this.turns.of(conversation, fence);
  }
}
