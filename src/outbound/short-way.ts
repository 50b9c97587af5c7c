import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DirectSender, type DirectSending } from '../queue/direct.sender.js';
import type { Committed } from '../queue/inbound.line.js';
import { Cards } from './cards.js';
import { Circuit } from './circuit.js';
import { OutboundServices } from './outbound.services.js';
import { OutboundTurn } from './outbound.turn.js';

/**
 * Sends the first reply of an answer from the turn that committed it, where nothing is in line before it. That spares the
 * turn of its own which all other replies have: those behind others, later parts, and whatever did not go well at once.
 */
@Injectable()
export class ShortWay extends DirectSender {
  private readonly logger = new Logger(ShortWay.name);

  constructor(
    private readonly services: OutboundServices,
    private readonly circuit: Circuit,
    private readonly cards: Cards,
  ) {
    super();
  }

  prepare(conversation: string): DirectSending {
    const fence = randomUUID();
    const turn = new OutboundTurn(this.services.outbound.hold(conversation, fence), this.services, this.circuit, this.cards, this.logger);
    return {
      begin: (commit) => turn.adopt(() => commit(fence)),
      send: (committed) => this.send(conversation, turn, committed),
    };
  }

  private async send(conversation: string, turn: OutboundTurn, committed: Committed): Promise<void> {
    try {
      if (await this.leavesWork(turn, committed)) await this.services.outbound.wake(conversation);
    } catch (error) {
      this.logger.warn(`${conversation} is left to the sweeper: ${(error as Error).message}`);
    }
  }

  /** Where the line is empty there is nothing to wake it for; where it was taken over, somebody is awake. */
  private async leavesWork(turn: OutboundTurn, { begun, wakeOutbound }: Committed): Promise<boolean> {
    if (!begun) return wakeOutbound;
    const { kind } = await turn.work({ kind: 'head', head: begun }, () => false);
    return kind !== 'empty' && kind !== 'fenced';
  }
}
