import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type QueueConfig } from '../config/config.js';
import { DeadLetters, type DeadLetter } from './dead-letters.js';
import { inboundBody, outboundBody, type InboundEntry, type OutboundEntry } from './entries.js';
import { InboundQueue } from './inbound.queue.js';
import { keysOf, type Side } from './keys.js';
import { OutboundQueue } from './outbound.queue.js';
import { RedisClients } from './redis.clients.js';
import { Script } from './scripts.js';

const enterScript = new Script<number>('enter');
const ON_ITS_WAY_OUT = -1;

/** `unknown`: there is no such letter. `dying`: it is being given up at this moment, its letter is kept; replay it again. */
export type Replayed = 'replayed' | 'unknown' | 'dying';

/** Puts what was given up back in its line. */
@Injectable()
export class Replay {
  constructor(
    private readonly clients: RedisClients,
    private readonly deadLetters: DeadLetters,
    private readonly inbound: InboundQueue,
    private readonly outbound: OutboundQueue,
    @Inject(CONFIG) private readonly config: QueueConfig,
  ) {}

  /**
   * A message goes back to its place by its id; a reply to the end of its line, in the order that is given here, with a
   * new deadline. Either keeps the ids of its replies, and they are looked up before they are sent: a reply that did
   * arrive is not sent twice.
   */
  async replay(...ids: string[]): Promise<Replayed[]> {
    const letters = await Promise.all(ids.map((id) => this.deadLetters.find(id)));
    // Sent in one go over one connection: Redis takes them in this order.
    const outcomes = await Promise.all(letters.map(async (letter) => (letter ? this.enter(letter.data) : 'unknown' as const)));
    const entered = letters.flatMap((letter, i) => (letter && outcomes[i] === 'replayed' ? [letter] : []));
    await this.wake(entered.map(({ data }) => data));
    // Only now: a replay that is cut short can be done again.
    await Promise.all(entered.map(({ id }) => this.deadLetters.discard(id!)));
    return outcomes;
  }

  private async enter(letter: DeadLetter): Promise<Replayed> {
    const { side, conversation } = letter;
    const keys = keysOf(side, conversation);
    const answer = await enterScript.run(
      this.clients.patient,
      [keys.side],
      [conversation, ...this.entering(letter)],
    );
    return answer === ON_ITS_WAY_OUT ? 'dying' : 'replayed';
  }

  private entering({ side, messages }: DeadLetter): string[] {
    const acceptedAt = Date.now();
    if (side === 'inbound') {
      return messages.flatMap(({ member, entry }) => {
        const died = entry as InboundEntry;
        return [member, died.message.id, inboundBody(died), inboundBody({ ...died, acceptedAt, replayed: true })];
      });
    }
    return messages.flatMap(({ entry }) => {
      const died = entry as OutboundEntry;
      const again = { ...died, acceptedAt, deadline: acceptedAt + this.config.reply.deadlineMs, lookUpFirst: true };
      return ['', died.id, outboundBody(died), outboundBody(again)];
    });
  }

  /** Each conversation once, however many of its letters are replayed. */
  private async wake(letters: DeadLetter[]): Promise<void> {
    const conversationsOf = (side: Side) => [...new Set(letters.filter((letter) => letter.side === side).map(({ conversation }) => conversation))];
    await Promise.all([
      ...conversationsOf('inbound').map((conversation) => this.inbound.wake(conversation)),
      ...conversationsOf('outbound').map((conversation) => this.outbound.wake(conversation)),
    ]);
  }
}
