import { Outbox, type Recipient } from './outbox.js';
import type { Reply } from './reply.js';

/**
 * An outbox for tests: keeps what is sent, each id once.
 *
 * @example
 * const outbox = new RecordingOutbox();
 * const alice = chatWith(new ReminderBot(outbox));
 * await alice.command('remind');
 * expect(outbox.sent).toMatchObject([{ bot: 'reminder_bot', reply: 'You wanted to be reminded.' }]);
 */
export class RecordingOutbox extends Outbox {
  readonly sent: { bot: string; to: Recipient; reply: string | Reply; at?: Date; id: string }[] = [];

  override async send(bot: string, to: Recipient, reply: string | Reply, { at, id = String(this.sent.length + 1) }: { at?: Date; id?: string } = {}): Promise<{ id: string }> {
    this.check(reply, at);
    if (!this.sent.some((one) => one.bot === bot && one.id === id)) this.sent.push({ bot, to, reply, id, ...(at ? { at } : {}) });
    return Promise.resolve({ id });
  }
}
