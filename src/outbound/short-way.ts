import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { DirectSender, type DirectSending } from '../queue/direct.sender.js';
import { Drain } from '../queue/drain.js';
import type { OutboundEntry } from '../queue/entries.js';
import type { Head } from '../queue/next.js';
import { Pulse } from '../queue/pulse.js';
import { FAIR_SHARE_MS } from '../queue/queues.js';
import { drive } from '../queue/turn.js';
import { OutboundTurn } from './outbound.turn.js';
import { OutboundTurns } from './outbound.turns.js';
import { sendingsAtATime } from './sendings-at-a-time.js';

/**
 * Sends an answer from the process that committed it, where nothing is in line before it, and whatever else comes into
 * that line meanwhile. That spares a turn of BullMQ's; what does not go well at once is left to one. The turn that
 * committed goes on: the bot answers the next message while this reply is under way.
 */
@Injectable()
export class ShortWay extends DirectSender implements OnModuleInit {
  private readonly logger = new Logger(ShortWay.name);
  /** The conversations that have a place on the short way, from before their commit to the end of their sending. */
  private readonly places = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly turns: OutboundTurns,
    private readonly drain: Drain,
    private readonly pulse: Pulse,
    @Inject(CONFIG) private readonly config: HalleyConfig,
  ) {
    super();
  }

  onModuleInit(): void {
    this.drain.addSendings(this);
  }

  prepare(conversation: string): DirectSending {
    if (this.places.has(conversation) || this.places.size >= sendingsAtATime(this.config)) return this.longWay(conversation);
    this.places.add(conversation);
    const fence = randomUUID();
    const turn = this.turns.of(conversation, fence);
    return {
      begin: (commit) => turn.begin(() => commit(fence)).then(
        (committed) => {
          if (!committed.begun) this.places.delete(conversation);
          return committed;
        },
        (error: unknown) => this.giveBack(conversation, error),
      ),
      send: ({ begun, wakeOutbound }) => {
        if (begun) this.track(this.send(turn, begun));
        else if (wakeOutbound) void this.wake(turn);
      },
    };
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private longWay(conversation: string): DirectSending {
    return {
      begin: (commit) => commit(''),
      send: ({ wakeOutbound }) => {
        if (wakeOutbound) void this.wake(this.turns.of(conversation, ''));
      },
    };
  }

  private giveBack(conversation: string, error: unknown): never {
    this.places.delete(conversation);
    throw error;
  }

  private track(sending: Promise<void>): void {
    this.underWay.add(sending);
    void sending.then(() => this.underWay.delete(sending));
  }

  private async send(turn: OutboundTurn, head: Head<OutboundEntry>): Promise<void> {
    const shareEnds = Date.now() + FAIR_SHARE_MS;
    const takeNext = () => Date.now() < shareEnds && !this.drain.isDraining;
    this.pulse.enter();
    try {
      const wait = await drive(turn, { kind: 'head', head }, takeNext, () => this.pulse.step());
      if (wait !== undefined) await turn.yield();
    } catch (error) {
      this.leave(turn, error);
    } finally {
      this.places.delete(turn.conversation);
      this.pulse.leave();
    }
  }

  private async wake(turn: OutboundTurn): Promise<void> {
    await turn.yield().catch((error: unknown) => this.leave(turn, error));
  }

  private leave({ conversation }: OutboundTurn, error: unknown): void {
    this.logger.warn(`${conversation} is left to the sweeper: ${(error as Error).message}`);
  }
}
