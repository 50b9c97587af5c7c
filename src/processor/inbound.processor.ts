import { Processor } from '@nestjs/bullmq';
import type { InboundEntry } from '../queue/entries.js';
import { WORKER_OPTIONS } from '../queue/queues.js';
import type { Turn } from '../queue/turn.js';
import { TurnHost } from '../queue/turn.host.js';
import { InboundServices } from './inbound.services.js';
import { InboundTurn } from './inbound.turn.js';

@Processor('inbound', WORKER_OPTIONS)
export class InboundProcessor extends TurnHost<InboundEntry> {
  constructor(private readonly services: InboundServices) {
    super();
  }

  protected turn(conversation: string, fence: string): Turn<InboundEntry> {
    return new InboundTurn(this.services.inbound.hold(conversation, fence), this.services, this.drain.signal, this.logger);
  }
}
