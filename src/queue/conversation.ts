import { hash } from 'node:crypto';
import type { IncomingMessage, ReceiverType } from '../bot-kit/index.js';

/** What makes two messages belong together. The peer is the sender in a 1:1 chat and the guid in a group. */
export interface ConversationParts {
  appId: string;
  bot: string;
  receiverType: ReceiverType;
  peer: string;
}

/**
 * The name of a conversation in Redis and in logs, such as `2248348660ad9bd4/support_bot/user/alice`.
 * Not CometChat's conversationId: that one can be missing.
 */
export function conversationName({ appId, bot, receiverType, peer }: ConversationParts): string {
  return [appId, bot, receiverType, peer].map(encodeURIComponent).join('/');
}

export function conversationOf(message: IncomingMessage): string {
  return conversationName({
    appId: message.appId,
    bot: message.bot,
    receiverType: message.receiverType,
    peer: message.receiverType === 'group' ? message.receiver : message.sender,
  });
}

/** The app of a conversation: gates are closed for a whole app. */
export function appOf(conversation: string): string {
  return decodeURIComponent(conversation.slice(0, conversation.indexOf('/')));
}

/** A short fingerprint of a message, for the record of what was seen: 96 bits, so that two never meet in practice. */
export function fingerprint(message: Pick<IncomingMessage, 'appId' | 'bot' | 'id'>): string {
  return hash('sha256', JSON.stringify([message.appId, message.bot, message.id]), 'base64url').slice(0, 16);
}
