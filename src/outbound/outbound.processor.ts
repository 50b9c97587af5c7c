import { Processor } from '@nestjs/bullmq';
import type { OutboundEntry } from '../queue/entries.js';
import { WORKER_OPTIONS } from '../queue/queues.js';
import { TurnHost, type Turn } from '../queue/turn.host.js';
import { Cards } from './cards.js';
import { Circuit } from './circuit.js';
import { OutboundServices } from './outbound.services.js';
import { OutboundTurn } from './outbound.turn.js';

@Processor('outbound', WORKER_OPTIONS)
export class OutboundProcessor extends TurnHost<OutboundEntry> {
  constructor(
    private readonly services: OutboundServices,
    private readonly circuit: Circuit,
    private readonly cards: Cards,
  ) {
    super();
  }

  protected turn(conversation: string, fence: string): Turn<OutboundEntry> {
    return new OutboundTurn(this.services.outbound.hold(conversation, fence), this.services, this.circuit, this.cards, this.logger);
  }
}
