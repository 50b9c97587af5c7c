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
   * @throws where the time or the reply is none that could be sent, where Redis does not take it, or where the answers to earlier messages of the
   * conversation could not be committed: those are handled again first.
   */
  abstract send(bot: string, to: Recipient, reply: string | Reply, options?: { at?: Date; id?: string }): Promise<{ id: string }>;

  /** Throws for what could not be sent, in a test as on the day. */
  protected check(reply: string | Reply, at: Date | undefined): void {
    if (at && Number.isNaN(at.getTime())) throw new Error('Outbox.send: "at" is not a time. Give a valid Date, or leave it out to send now.');
    if (typeof reply === 'string') return;
    // What a form or a tap leads back to is remembered with the answer that showed it, and this answers nothing.
    if (reply.actions) throw new Error('Outbox.send: a reply with actions works only as an answer of a handler. Leave the actions out, or return it from a handler.');
    if ('submitsTo' in reply) throw new Error('Outbox.send: a form works only as an answer of a handler. Send a text that asks for a command, and answer that with the form.');
  }
}
