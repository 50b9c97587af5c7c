import { Injectable, Logger } from '@nestjs/common';
import { Cards } from './cards.js';
import { Circuit } from './circuit.js';
import { OutboundServices } from './outbound.services.js';
import { OutboundTurn } from './outbound.turn.js';

/** Makes the turns of the outbound side: BullMQ's, and those on the short way. */
@Injectable()
export class OutboundTurns {
  private readonly logger = new Logger(OutboundTurn.name);

  constructor(
    private readonly services: OutboundServices,
    private readonly circuit: Circuit,
    private readonly cards: Cards,
  ) {}

  /** @param fence tells this turn from every other one of the conversation. */
  of(conversation: string, fence: string): OutboundTurn {
    return new OutboundTurn(this.services.outbound.hold(conversation, fence), this.services, this.circuit, this.cards, this.logger);
  }
}
