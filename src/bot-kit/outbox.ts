import type { ReceiverType } from './incoming-message.js';
import type { Reply } from './reply.js';

/**
 * Where a message goes: to a user, or to a group, and there perhaps into a thread. Plain JSON; a handler finds its own
 * as `context.recipient` and may keep it for later.
 *
 * @example
 * const alice: Recipient = { receiver: 'alice', receiverType: 'user' };
 */
export interface Recipient {
  /** The uid of the user, or the guid of the group. */
  receiver: string;
  receiverType: ReceiverType;
  /** The message whose thread it belongs to. */
  parentId?: string;
}

/**
 * Sends without being asked, now or later, in the order of the conversation. Ask for it in the constructor of a bot or
 * of any provider.
 *
 * @example
 * constructor(private readonly outbox: Outbox) {}
 *
 * @OnCommand('remind', 'Reminds you tomorrow')
 * async remind({ recipient, message }: CommandContext) {
 *   await this.outbox.send('my_bot', recipient, 'You wanted to be reminded.', { at: tomorrow(), id: `reminder-${message.id}` });
 *   return 'I will.';
 * }
 */
export abstract class Outbox {
  /**
   * Resolves once it is kept safe, not once it is sent. The same id a second time changes nothing; give one that
   * follows from the reason for sending, because a handler may be tried again.
   */
  abstract send(bot: string, to: Recipient, reply: string | Reply, options?: { at?: Date; id?: string }): Promise<{ id: string }>;
}
