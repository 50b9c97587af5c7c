import type { Attachment } from './reply.js';
import type { IncomingMessage } from './incoming-message.js';
import type { JsonValue } from './json.js';

/** What was written, as it was received: the text, or the caption of a media message. Empty if there is none. */
export function textOf(message: IncomingMessage): string {
  const { text } = message.data;
  return typeof text === 'string' ? text : '';
}

/** True if one of these uids is mentioned; CometChat documents the list and the literal, so either counts. */
export function mentionsOneOf(message: IncomingMessage, uids: readonly string[]): boolean {
  const { mentions } = message.data;
  const text = textOf(message);
  if (!isObject(mentions) && !text.includes('@')) return false;
  const listed = isObject(mentions) ? Object.keys(mentions).map((uid) => uid.toLowerCase()) : [];
  const written = [...text.matchAll(MENTION)].map(([, now, legacy]) => (now ?? legacy).toLowerCase());
  return uids.some((uid) => listed.includes(uid) || written.includes(uid));
}

/** The text without the mentions of these uids, so that "<@uid:bot> /help" reads as "/help". */
export function withoutMentionsOf(uids: readonly string[], text: string): string {
  if (!text.includes('@')) return text;
  const isOurs = (uid: string) => uids.includes(uid.toLowerCase());
  const stripped = text.replace(MENTION_AND_SPACE, (whole, now?: string, legacy?: string) => (isOurs(now ?? legacy ?? '') ? '' : whole));
  return stripped === text ? text : stripped.replace(/^[\s,:;]+/, '').trimEnd();
}

/** The files of a media message; older senders put a single one beside the text. */
export function attachmentsOf(message: IncomingMessage): Attachment[] {
  const { attachments, url } = message.data;
  if (Array.isArray(attachments)) return attachments.filter(isObject).map(toAttachment).filter(({ url }) => url !== '');
  return typeof url === 'string' ? [toAttachment({ url })] : [];
}

// <@uid:UID> is today's syntax, @{Name|UID} that of the legacy extension.
const MENTION = /<@uid:([^>\s]+)>|@\{[^|{}]*\|([^{}]+)\}/gi;
const MENTION_AND_SPACE = /[ \t]*(?:<@uid:([^>\s]+)>|@\{[^|{}]*\|([^{}]+)\})/gi;

function toAttachment(given: { [key: string]: JsonValue }): Attachment {
  const url = stringOr(given.url, '');
  const name = stringOr(given.name, url.split(/[?#]/)[0].split('/').at(-1) ?? '');
  const size = Number(given.size ?? NaN);
  return {
    url,
    name,
    mimeType: stringOr(given.mimeType, ''),
    extension: stringOr(given.extension, name.includes('.') ? (name.split('.').at(-1) ?? '') : ''),
    ...(Number.isFinite(size) ? { size } : {}),
  };
}

function stringOr(value: JsonValue | undefined, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
