import { Injectable, Logger } from '@nestjs/common';
import type { JsonValue } from '../bot-kit/index.js';
import { conversationName, type ConversationParts } from './conversation.js';
import { InboundQueue, QueueUnavailableError } from './inbound.queue.js';
import { keysOf } from './keys.js';
import { RedisClients } from './redis.clients.js';
import { Script } from './scripts.js';

const amendScript = new Script<number>('amend');
const CHANGED_MEANWHILE = -1;
/** Each further one means that the conversation committed an outcome in between. */
const ATTEMPTS = 10;

type Change = (remembered: JsonValue | undefined) => JsonValue | null;

/** What is remembered of conversations, for whoever changes it from outside the conversation. */
@Injectable()
export class Memories {
  private readonly logger = new Logger(Memories.name);

  constructor(
    private readonly clients: RedisClients,
    private readonly inbound: InboundQueue,
  ) {}

  /**
   * Changes what is remembered of a conversation as a whole; it is kept for as long as before.
   * @param change gives the new value, or null to forget it; may be called again.
   * @returns false if nothing had to be changed.
   * @throws QueueUnavailableError if Redis does not answer in time.
   */
  async change(parts: ConversationParts, change: Change): Promise<boolean> {
    const conversation = conversationName(parts);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = await this.read(conversation);
      const value = change(before === '' ? undefined : (JSON.parse(before) as JsonValue));
      const after = value === null ? '' : JSON.stringify(value);
      if (after === before) return false;
      if (await this.replace(conversation, before, after)) return true;
    }
    throw new QueueUnavailableError(`${conversation} changed each time it was read: try again.`);
  }

  private async read(conversation: string): Promise<string> {
    const { failFast } = this.clients;
    return (await confirmed(failFast.get(keysOf('inbound', conversation).memory(conversation)))) ?? '';
  }

  private async replace(conversation: string, before: string, after: string): Promise<boolean> {
    const keys = keysOf('inbound', conversation);
    const answer = await confirmed(amendScript.run(this.clients.failFast, [keys.side, keys.memories], [conversation, before, after]));
    if (answer === CHANGED_MEANWHILE) return false;
    // A wake that fails is made up for by the sweeper.
    if (answer > 0) await this.inbound.wake(conversation).catch((error: Error) => this.logger.warn(`${conversation} could not be woken: ${error.message}`));
    return true;
  }
}

async function confirmed<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    throw new QueueUnavailableError(`Redis did not confirm: ${(error as Error).message}`, { cause: error });
  }
}
