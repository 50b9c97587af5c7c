import type { CardReply, InteractiveReply, Reply } from '../bot-kit/index.js';
import type { CometChatError } from '../cometchat/cometchat-error.js';
import type { OutboundEntry } from '../queue/entries.js';

export type RichReply = CardReply | InteractiveReply;

/**
 * The same reply where only its form was refused: outside a thread that is gone, or as text where the app shows no cards.
 * @returns undefined if there is no plainer form.
 */
export function plainerThan(entry: OutboundEntry, error: CometChatError): OutboundEntry | undefined {
  const { reply } = entry;
  if (error.withoutThread && entry.parentId !== undefined) return { ...entry, parentId: undefined };
  return error.fallBackToText && isRich(reply) ? asText(entry, reply) : undefined;
}

/** What not every app shows, and what has a text for those that do not. */
export function isRich(reply: Reply): reply is RichReply {
  return reply.kind === 'card' || reply.kind === 'interactive';
}

export function asText(entry: OutboundEntry, { text, tags, metadata }: RichReply): OutboundEntry {
  return { ...entry, reply: { kind: 'text', text, tags, metadata } };
}
