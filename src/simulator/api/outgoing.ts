import { z } from 'zod';
import type { Switches } from '../faults/switches.js';
import type { JsonObject } from '../state/entities.js';
import { mentionedUids } from '../state/mentions.js';
import { CometChatApiError, badRequest } from './cometchat-api-error.js';
import { detailsOf, tagsSchema } from './validation.js';

const MEDIA = new Set(['image', 'file', 'audio', 'video']);
const INTERACTIVE = new Set(['form', 'card', 'scheduler', 'customInteractive']);
const MOST_MENTIONS = 10;
const MOST_DATA_BYTES = 10 * 1024;
const MOST_MESSAGE_CHARACTERS = 65_536;

/** What a message says, whoever sends it to whomever. */
export interface Outgoing {
  category: string;
  type: string;
  data: JsonObject;
  muid?: string;
  tags?: string[];
  quotedMessageId?: number;
}

type Body = Record<string, unknown>;

/** Reads the body of a send, or throws what CometChat answers to a wrong one. `size` is the length of the body in bytes, as far as it is known. */
export function readOutgoing(body: Body, size: number, switches: Switches): Outgoing {
  const category = body.category ?? 'message';
  if (typeof category !== 'string') throw refuse('ERR_INVALID_MESSAGE_CATEGORY', 'The category of the message is invalid.');
  const type = body.type ?? (category === 'message' ? 'text' : undefined);
  if (typeof type !== 'string' || type === '') throw refuse('ERR_EMPTY_MESSAGE_TYPE', 'The type of the message is empty.');
  const data = readData(body.data);
  checkSizes(body, data, size, switches);
  checkContent(category, type, data, switches);
  return { category, type, data, muid: readMuid(body.muid), tags: readTags(body.tags), quotedMessageId: readQuoted(body.quotedMessageId) };
}

function readData(data: unknown): JsonObject {
  if (!isObject(data)) throw refuse('ERR_INVALID_MESSAGE_DATA', 'The data of the message must be a JSON object.');
  if (data.metadata !== undefined && !isObject(data.metadata)) {
    throw refuse('ERR_INVALID_METADATA', 'The metadata of the message must be a JSON object.');
  }
  return data;
}

function checkSizes(body: Body, data: JsonObject, size: number, { values }: Switches): void {
  // Nothing in a body is longer than the body: most sends are spared the measuring.
  if (values.limitMessage && size > MOST_MESSAGE_CHARACTERS && JSON.stringify(body).length > MOST_MESSAGE_CHARACTERS) {
    throw badRequest({ message: [`The message may not be greater than ${MOST_MESSAGE_CHARACTERS} characters.`] });
  }
  if (values.limitData && size > MOST_DATA_BYTES && Buffer.byteLength(JSON.stringify(data)) > MOST_DATA_BYTES) {
    throw badRequest({ data: ['The data may not be greater than 10 KB.'] });
  }
}

function checkContent(category: string, type: string, data: JsonObject, { values }: Switches): void {
  if (category === 'message') checkMessage(type, data);
  else if (category === 'custom') checkCustom(data);
  else if (category === 'interactive' && values.interactiveAccepted) checkInteractive(type, data);
  else if (category === 'card' && values.cardsAccepted) checkCard(data);
  else throw refuse('ERR_INVALID_MESSAGE_CATEGORY', `The category ${category} is not valid for a message.`);
  if (mentionedUids(data.text).length > MOST_MENTIONS) throw badRequest({ 'data.text': [`No more than ${MOST_MENTIONS} users can be mentioned.`] });
}

function checkMessage(type: string, data: JsonObject): void {
  if (data.text !== undefined && typeof data.text !== 'string') throw refuse('ERR_INVALID_MESSAGE_TEXT', 'The text of the message must be a string.');
  if (type === 'text') {
    if (!data.text?.trim()) throw refuse('ERR_EMPTY_MESSAGE_TEXT', 'The text of the message is empty.');
  } else if (MEDIA.has(type)) {
    checkAttachments(data);
  } else {
    throw refuse('ERR_INVALID_MESSAGE_TYPE', `The type ${type} is not valid for the category message.`);
  }
}

const attachments = z.array(
  z.object({
    url: z.url(),
    name: z.string().optional(),
    mimeType: z.string().optional(),
    extension: z.string().optional(),
    size: z.union([z.string(), z.number()]).optional(),
  }),
);

function checkAttachments(data: JsonObject): void {
  const none = data.attachments === undefined || (Array.isArray(data.attachments) && data.attachments.length === 0);
  if (none && typeof data.url === 'string') return;
  if (none) throw refuse('ERR_EMPTY_MESSAGE_FILE', 'The file of the message is empty.');
  const read = attachments.safeParse(data.attachments);
  if (!read.success) {
    throw new CometChatApiError('ERR_INVALID_MEDIA_MESSAGE', 'The attachments of the message are invalid.', { details: detailsOf(read.error) });
  }
}

function checkCustom(data: JsonObject): void {
  const { customData } = data;
  if (customData === undefined || customData === null) throw refuse('ERR_EMPTY_CUSTOM_DATA', 'The customData of the message is empty.');
  if (!isObject(customData)) throw refuse('ERR_INVALID_CUSTOM_DATA', 'The customData of the message must be a JSON object.');
  if (Object.keys(customData).length === 0) throw refuse('ERR_EMPTY_CUSTOM_DATA', 'The customData of the message is empty.');
}

function checkInteractive(type: string, data: JsonObject): void {
  if (!INTERACTIVE.has(type)) throw refuse('ERR_INVALID_MESSAGE_TYPE', `The type ${type} is not valid for the category interactive.`);
  if (!isObject(data.interactiveData)) throw refuse('ERR_INVALID_MESSAGE_DATA', 'The interactiveData of the message must be a JSON object.');
}

const card = z.strictObject({
  version: z.literal('1.0'),
  body: z.array(z.looseObject({ id: z.string(), type: z.string() })).min(1),
  style: z.looseObject({ background: z.object({ light: z.string(), dark: z.string() }) }),
  fallbackText: z.string(),
});

function checkCard(data: JsonObject): void {
  const read = card.safeParse(data.card);
  if (!read.success) throw new CometChatApiError('ERR_INVALID_MESSAGE_DATA', 'The card of the message is invalid.', { details: detailsOf(read.error) });
}

/** Made once: a schema is compiled when it is first used. */
const taggedSchema = z.object({ tags: tagsSchema });

function readTags(tags: unknown): string[] | undefined {
  return tags === undefined ? undefined : taggedSchema.parse({ tags }).tags;
}

function readMuid(muid: unknown): string | undefined {
  if (muid === undefined) return undefined;
  if (typeof muid !== 'string' || muid.length > 100) throw badRequest({ muid: ['The muid must be a string of at most 100 characters.'] });
  return muid;
}

/** The SDK's name for it: how an app tells CometChat is not documented. */
function readQuoted(id: unknown): number | undefined {
  if (id === undefined) return undefined;
  const number = Number(id);
  if (!Number.isSafeInteger(number)) throw badRequest({ quotedMessageId: ['The quotedMessageId must be the id of a message.'] });
  return number;
}

const refuse = (code: string, message: string) => new CometChatApiError(code, message);

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
