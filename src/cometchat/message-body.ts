import type { JsonObject, Reply } from '../bot-kit/index.js';
import { CometChatError } from './cometchat-error.js';
import type { OutgoingMessage } from './outgoing-message.js';

/** Where a reply carries its id in `data.metadata`: whether List Messages returns `muid` is not documented. */
export const REPLY_ID = 'halleyReplyId';

// https://www.cometchat.com/docs/rest-api/messages: 25 tags; one is the reply's id.
const MOST_TAGS = 25;

/** The body of Send Bot Message and, apart from `muid`, of Send Threaded Message. */
export function messageBody({ id, receiver, receiverType, parentId, reply }: OutgoingMessage): JsonObject {
  const { category, type, data } = content(reply);
  return {
    receiver,
    receiverType,
    category,
    type,
    // Send Threaded Message knows no `muid`.
    ...(parentId === undefined && { muid: id }),
    tags: [id, ...(reply.tags ?? [])].slice(0, MOST_TAGS),
    data: { ...data, metadata: metadata(id, reply) },
  };
}

function metadata(id: string, reply: Reply): JsonObject {
  const quickReplies = reply.kind === 'text' ? reply.quickReplies : undefined;
  return { ...reply.metadata, ...(quickReplies && { quickReplies }), [REPLY_ID]: id };
}

function content(reply: Reply): { category: string; type: string; data: JsonObject } {
  const text: JsonObject = reply.text === undefined ? {} : { text: reply.text };
  switch (reply.kind) {
    case 'text':
      return { category: 'message', type: 'text', data: text };
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      return { category: 'message', type: reply.kind, data: { ...text, attachments: reply.attachments.map(attachment) } };
    case 'custom':
      return { category: 'custom', type: reply.type, data: { ...text, customData: reply.customData } };
    case 'card':
      return { category: 'card', type: 'text', data: { ...text, card: reply.card } };
    case 'interactive':
      return { category: 'interactive', type: reply.type, data: { ...text, ...interaction(reply) } };
    default:
      return unknownKind(reply);
  }
}

/** CometChat's schema types `size` as a string. */
function attachment({ size, ...file }: { url: string; name: string; mimeType: string; extension: string; size?: number }): JsonObject {
  return { ...file, ...(size !== undefined && { size: String(size) }) };
}

function interaction(reply: Extract<Reply, { kind: 'interactive' }>): JsonObject {
  return { interactiveData: reply.interactiveData, ...(reply.interactionGoal && { interactionGoal: reply.interactionGoal }) };
}

/** Written by another version of Halley, or by hand. */
function unknownKind(reply: never): never {
  const message = `A reply of kind "${(reply as Reply).kind}" cannot be sent: this version of Halley does not know it`;
  throw new CometChatError(message, { kind: 'permanent', outcome: 'notSent', answered: false, code: 'UNKNOWN_REPLY_KIND' });
}
