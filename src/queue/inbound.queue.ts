import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { IncomingMessage } from '../bot-kit/index.js';
import { conversationOf, fingerprint } from './conversation.js';
import { inboundBody } from './entries.js';
import { InboundLine } from './inbound.line.js';
import { shardOf, shardsOf } from './keys.js';
import { RedisClients } from './redis.clients.js';
import { Script } from './scripts.js';
import { wake, type TurnQueue } from './turns.js';

/** What became of a message that was offered to its line. */
export type Acceptance = 'accepted' | 'duplicate';

/** Redis did not confirm in time. The message may be in line all the same; offering it again is harmless. */
export class QueueUnavailableError extends Error {
  override readonly name = 'QueueUnavailableError';
}

interface Offer {
  message: IncomingMessage;
  conversation: string;
  resolve(acceptance: Acceptance): void;
  reject(error: unknown): void;
}

const acceptScript = new Script<number[]>('accept');
/** In one call: Redis serves nobody else meanwhile. */
const MOST_OFFERS = 500;
const SEEN_BEFORE = 0;
const IN_LINE = 1;

@Injectable()
export class InboundQueue {
  private readonly logger = new Logger(InboundQueue.name);
  private offers = new Map<number, Offer[]>();

  constructor(
    private readonly clients: RedisClients,
    @InjectQueue('inbound') private readonly queue: TurnQueue,
  ) {}

  /**
   * Resolves once Redis has the message; the same app, bot and message id within 24 h is a duplicate.
   * @throws QueueUnavailableError within 800 ms if Redis does not say so.
   */
  accept(message: IncomingMessage): Promise<Acceptance> {
    return new Promise((resolve, reject) => this.offer({ message, conversation: conversationOf(message), resolve, reject }));
  }

  hold(conversation: string, fence: string): InboundLine {
    return new InboundLine(this.clients.patient, 'inbound', conversation, fence);
  }

  wake(conversation: string): Promise<void> {
    return wake(this.queue, 'inbound', conversation);
  }

  /** All callbacks of one tick of the event loop share one call a shard: measured at 1.2 to 1.3 times the requests a second. */
  private offer(offer: Offer): void {
    if (this.offers.size === 0) setImmediate(() => this.flush());
    const shard = shardOf(offer.conversation);
    const batch = this.offers.get(shard);
    if (batch) batch.push(offer);
    else this.offers.set(shard, [offer]);
  }

  private flush(): void {
    const batches = this.offers;
    this.offers = new Map();
    for (const [shard, offers] of batches) {
      for (let i = 0; i < offers.length; i += MOST_OFFERS) void this.acceptBatch(shard, offers.slice(i, i + MOST_OFFERS));
    }
  }

  private async acceptBatch(shard: number, batch: Offer[]): Promise<void> {
    const keys = shardsOf('inbound')[shard];
    const acceptedAt = Date.now();
    try {
      const answers = await acceptScript.run(
        this.clients.failFast,
        [keys.side, keys.seen],
        batch.flatMap(({ conversation, message }) => [conversation, fingerprint(message), message.id, inboundBody({ message, acceptedAt })]),
      );
      batch.forEach((offer, i) => this.settle(offer, answers[i]));
    } catch (error) {
      const unavailable = new QueueUnavailableError(`Redis did not confirm: ${(error as Error).message}`, { cause: error });
      for (const { reject } of batch) reject(unavailable);
    }
  }

  /** A wake that fails is no reason to refuse what is safely in line: the sweeper makes up for it. */
  private settle({ conversation, resolve }: Offer, answer: number): void {
    if (answer !== IN_LINE) {
      this.wake(conversation).catch((error: Error) => this.logger.warn(`${conversation} could not be woken: ${error.message}`));
    }
    resolve(answer === SEEN_BEFORE ? 'duplicate' : 'accepted');
  }
}
