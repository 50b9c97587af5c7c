import type { ReceiverType, Reply } from '../bot-kit/index.js';

/** One message a bot sends, with the id under which it can be found again. */
export interface OutgoingMessage {
  /** Carried as `muid`, as a tag and in `data.metadata`: CometChat documents no idempotency key, so it is looked up. */
  id: string;
  bot: string;
  /** The peer's uid in a 1:1 chat, the guid in a group. */
  receiver: string;
  receiverType: ReceiverType;
  /** Send it in the thread of this message. */
  parentId?: string;
  reply: Reply;
}
