import { createHash } from 'node:crypto';
import type { IncomingMessage, JsonValue } from '../bot-kit/index.js';
import type { MessageDto } from './callback.dto.js';
import { isJsonObject } from './json-trouble.js';

/** Normalises what CometChat sends: see section 2.3 of its contract for what can be missing or of another type. */
export function toIncomingMessage(message: MessageDto, appId: string, bot: string): IncomingMessage {
  const { received, receiverType, category, type, data } = message;
  return {
    id: idOf(message.id) ?? fallbackId(message),
    appId,
    bot,
    sender: message.sender.toLowerCase(),
    senderName: senderName(data.entities),
    receiver: receiverType === 'user' ? bot : message.receiver.toLowerCase(),
    receiverType,
    conversationId: stringOf(received.conversationId),
    category,
    type,
    muid: stringOf(received.muid),
    parentId: parentOf(message.parentId),
    tags: Array.isArray(received.tags) ? received.tags.filter((tag) => typeof tag === 'string') : [],
    sentAt: secondsOf(received.sentAt),
    data,
  };
}

/** The same for the same callback delivered again, and with enough of the message that two pictures of one second differ. */
function fallbackId({ sender, receiver, received, data }: MessageDto): string {
  const { text = null, url = null, attachments = null, customData = null } = data;
  const identity = [sender, receiver, received.sentAt ?? null, received.muid ?? null, text, url, attachments, customData];
  return `hash-${createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)}`;
}

function idOf(id: string | number | null | undefined): string | undefined {
  return id === undefined || id === null ? undefined : String(id);
}

/** No message has the id 0. */
function parentOf(id: string | number | null | undefined): string | undefined {
  return Number(id) === 0 ? undefined : idOf(id);
}

function stringOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function secondsOf(value: JsonValue | undefined): number | undefined {
  const seconds = typeof value === 'string' ? Number.parseInt(value, 10) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : undefined;
}

function senderName(entities: JsonValue | undefined): string | undefined {
  const sender = isJsonObject(entities) ? entities.sender : undefined;
  const entity = isJsonObject(sender) ? sender.entity : undefined;
  return isJsonObject(entity) ? stringOf(entity.name) : undefined;
}
