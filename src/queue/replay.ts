import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { DeadLetters, type DeadLetter } from './dead-letters.js';
import { inboundBody, outboundBody, type InboundEntry, type OutboundEntry } from './entries.js';
import { InboundQueue } from './inbound.queue.js';
import { keysOf, type Side } from './keys.js';
import { OutboundQueue } from './outbound.queue.js';
import { RedisClients } from './redis.clients.js';
import { Script } from './scripts.js';

const enterScript = new Script<number>('enter');

/** Puts what was given up back in its line. */
@Injectable()
export class Replay {
  constructor(
    private readonly clients: RedisClients,
    private readonly deadLetters: DeadLetters,
    private readonly inbound: InboundQueue,
    private readonly outbound: OutboundQueue,
    @Inject(CONFIG) private readonly config: HalleyConfig,
  ) {}

  /**
   * A message goes back to its place by its id; a reply to the end of its line, with a new deadline. Either keeps the
   * ids of its replies, and they are looked up before they are sent: a reply that did arrive is not sent twice.
   * @returns false if there is no such letter.
   */
  async replay(id: string): Promise<boolean> {
    const job = await this.deadLetters.find(id);
    if (!job) return false;
    const { side, conversation } = job.data;
    const keys = keysOf(side, conversation);
    await enterScript.run(
      this.clients.patient,
      [keys.ids(conversation), keys.line(conversation), keys.index, keys.depth],
      [conversation, ...this.entering(job.data)],
    );
    await this.queue(side).wake(conversation);
    // Only now: a replay that is cut short can be done again.
    await this.deadLetters.discard(id);
    return true;
  }

  private entering({ side, messages }: DeadLetter): string[] {
    const acceptedAt = Date.now();
    if (side === 'inbound') {
      return messages.flatMap(({ member, entry }) => {
        const again = { ...(entry as InboundEntry), acceptedAt, replayed: true };
        return [member, again.message.id, inboundBody(again)];
      });
    }
    return messages.flatMap(({ entry }) => {
      const again = { ...(entry as OutboundEntry), acceptedAt, deadline: acceptedAt + this.config.reply.deadlineMs, lookUpFirst: true };
      return ['', again.id, outboundBody(again)];
    });
  }

  private queue(side: Side): InboundQueue | OutboundQueue {
    return side === 'inbound' ? this.inbound : this.outbound;
  }
}
