import type { JsonObject } from './json.js';

/**
 * Where a message was written: to a user or in a group.
 *
 * @example
 * const type: ReceiverType = 'group';
 */
export type ReceiverType = 'user' | 'group';

/**
 * A message written to a bot, normalised: ids are strings, uids and guids lower case, absent lists empty.
 * `data` is CometChat's `data.data` as it was received.
 *
 * @example
 * handle({ sender, type }: IncomingMessage) { return `${sender} sent ${type}`; }
 */
export interface IncomingMessage {
  /** CometChat's message id; for a callback without one, a hash of sender, receiver, sentAt and text. */
  readonly id: string;
  readonly appId: string;
  /** The uid of the bot the message is for (an alias is already resolved). */
  readonly bot: string;
  /** The uid of who wrote it. */
  readonly sender: string;
  /** The display name of the sender where the callback carried one. */
  readonly senderName?: string;
  /** The bot's uid in a 1:1 chat, the guid in a group. */
  readonly receiver: string;
  readonly receiverType: ReceiverType;
  /** Opaque, and sometimes missing: never split it, never key on it. */
  readonly conversationId?: string;
  readonly category: string;
  readonly type: string;
  readonly muid?: string;
  /** The message whose thread this one was written in. */
  readonly parentId?: string;
  readonly tags: readonly string[];
  /** Unix seconds, by CometChat's clock. */
  readonly sentAt?: number;
  readonly data: JsonObject;
}
