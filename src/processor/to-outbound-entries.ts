import { createHash } from 'node:crypto';
import { fitReplies, type IncomingMessage, type Reply } from '../bot-kit/index.js';
import type { InboundEntry, OutboundEntry } from '../queue/entries.js';

/** A tag of CometChat has 100 characters; the part of an answer takes up to four of them. */
const LONGEST_ANSWER_ID = 96;

/** The replies to a message as they enter the outbound line: cut to CometChat's limits, each with its id and its receiver. */
export function toOutboundEntries({ message, acceptedAt, replayed }: InboundEntry, replies: Reply[], deadlineMs: number): OutboundEntry[] {
  const answer = answerId(message);
  return fitReplies(replies).map((reply, part) => ({
    id: `${answer}-${part}`,
    answer,
    bot: message.bot,
    ...receiverOf(message),
    parentId: threadOf(message, reply),
    reply,
    acceptedAt,
    deadline: acceptedAt + deadlineMs,
    lookUpFirst: replayed,
  }));
}

/** Derived from the message alone, so that a second run of the handler makes the same ids. */
function answerId({ bot, id }: IncomingMessage): string {
  const plain = `halley-${bot}-${id}`;
  if (plain.length <= LONGEST_ANSWER_ID && /^[\w-]+$/.test(plain)) return plain;
  return `halley-${createHash('sha256').update(JSON.stringify([bot, id])).digest('hex').slice(0, 40)}`;
}

/** In a 1:1 chat the sender, never the receiver: that is the bot itself. */
function receiverOf({ receiverType, receiver, sender }: IncomingMessage): Pick<OutboundEntry, 'receiver' | 'receiverType'> {
  return { receiverType, receiver: receiverType === 'group' ? receiver : sender };
}

/** CometChat nests no threads: an answer in a thread goes to the message that the thread began with. */
function threadOf({ id, parentId }: IncomingMessage, { inThread }: Reply): string | undefined {
  if (inThread === false) return undefined;
  return parentId ?? (inThread ? id : undefined);
}
