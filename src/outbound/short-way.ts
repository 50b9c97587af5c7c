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
import { BEGUN_AT_MOST } from './begun-replies.js';
import { OutboundTurn } from './outbound.turn.js';
import { OutboundTurns } from './outbound.turns.js';
import { Places } from './places.js';
import { sendingsAtATime } from './sendings-at-a-time.js';

/**
 * Sends an answer from the process that committed it, where nothing is in line before it, and whatever else comes into
 * that line meanwhile. That spares a turn of BullMQ's; what does not go well at once is left to one. The turn that
 * committed goes on: the bot answers the next message while this reply is under way.
 */
@Injectable()
export class ShortWay extends DirectSender implements OnModuleInit {
  private readonly logger = new Logger(ShortWay.name);
  /** A conversation has its place from before its commit to the end of its sending. */
  private readonly places: Places;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly turns: OutboundTurns,
    private readonly drain: Drain,
    private readonly pulse: Pulse,
    @Inject(CONFIG) config: HalleyConfig,
  ) {
    super();
    this.places = new Places(sendingsAtATime(config));
  }

  onModuleInit(): void {
    this.drain.addSendings(this);
  }

  /**
   * Handlers that end at once are quicker than any sending: what they came to waits here a little, uncommitted, since a turn of
   * BullMQ's costs more than all of a short way.
   */
  async prepare(conversation: string, replies: number): Promise<DirectSending> {
    return replies > 0 && (await this.places.take(conversation)) ? this.shortWay(conversation) : this.longWay(conversation);
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private shortWay(conversation: string): DirectSending {
    const fence = randomUUID();
    const turn = this.turns.of(conversation, fence);
    return {
      begin: (commit) => turn.begin(() => commit({ fence, atMost: BEGUN_AT_MOST })).then(
        (committed) => {
          if (committed.begun.length === 0) this.places.giveBack(conversation);
          return committed;
        },
        (error: unknown) => this.giveBack(conversation, error),
      ),
      send: ({ begun, wakeOutbound }) => {
        if (begun.length > 0) this.track(this.send(turn, begun));
        else if (wakeOutbound) void this.wake(turn);
      },
    };
  }

  private longWay(conversation: string): DirectSending {
    return {
      begin: (commit) => commit(),
      send: ({ wakeOutbound }) => {
        if (wakeOutbound) void this.wake(this.turns.of(conversation, ''));
      },
    };
  }

  private giveBack(conversation: string, error: unknown): never {
    this.places.giveBack(conversation);
    throw error;
  }

  private track(sending: Promise<void>): void {
    this.underWay.add(sending);
    void sending.then(() => this.underWay.delete(sending));
  }

  private async send(turn: OutboundTurn, [head, ...behind]: Head<OutboundEntry>[]): Promise<void> {
    const shareEnds = Date.now() + FAIR_SHARE_MS;
    const takeNext = () => Date.now() < shareEnds && !this.drain.isDraining;
    this.pulse.enter();
    try {
      const wait = await drive(turn, { kind: 'head', head, behind }, takeNext, () => this.pulse.step());
      if (wait !== undefined) await turn.yield();
    } catch (error) {
      this.leave(turn, error);
    } finally {
      this.places.giveBack(turn.conversation);
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
