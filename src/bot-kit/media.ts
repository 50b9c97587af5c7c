import { checkReplyOptions } from './check-reply-options.js';
import type { Attachment, MediaReply, ReplyOptions } from './reply.js';
import type { MediaKind } from './trigger.js';

/**
 * A file by its URL; what is left out is read off the URL.
 *
 * @example
 * const source: MediaSource = { url: 'https://example.com/d/712', name: 'invoice.pdf' };
 */
export type MediaSource = string | URL | (Pick<Attachment, 'url'> & Partial<Attachment>);

/**
 * The caption and what every reply may carry.
 *
 * @example
 * const options: MediaOptions = { text: 'A cat', tags: ['cat'] };
 */
export type MediaOptions = ReplyOptions & { text?: string };

/**
 * One or several images, by their URLs. CometChat shows them; it does not take the bytes.
 *
 * @example
 * return image('https://example.com/cat.png', { text: 'A cat' });
 * @throws TypeError if a URL is not http or https
 * @see https://www.cometchat.com/docs/rest-api/messages/send-bot-message
 */
export function image(source: MediaSource | MediaSource[], options: MediaOptions = {}): MediaReply {
  return media('image', source, options);
}

/**
 * One or several videos, by their URLs.
 *
 * @example
 * return video('https://example.com/tour.mp4');
 * @throws TypeError if a URL is not http or https
 */
export function video(source: MediaSource | MediaSource[], options: MediaOptions = {}): MediaReply {
  return media('video', source, options);
}

/**
 * One or several sounds, by their URLs.
 *
 * @example
 * return audio('https://example.com/hello.mp3');
 * @throws TypeError if a URL is not http or https
 */
export function audio(source: MediaSource | MediaSource[], options: MediaOptions = {}): MediaReply {
  return media('audio', source, options);
}

/**
 * One or several files of any kind, by their URLs.
 *
 * @example
 * return file({ url: 'https://example.com/d/712', name: 'invoice.pdf' });
 * @throws TypeError if a URL is not http or https
 */
export function file(source: MediaSource | MediaSource[], options: MediaOptions = {}): MediaReply {
  return media('file', source, options);
}

function media(kind: MediaKind, source: MediaSource | MediaSource[], options: MediaOptions): MediaReply {
  checkReplyOptions(options);
  const sources = Array.isArray(source) ? source : [source];
  if (sources.length === 0) throw new TypeError(`${kind}() needs a URL.`);
  return { kind, attachments: sources.map((one) => attachment(kind, one)), ...options };
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp', svg: 'image/svg+xml',
  mp4: 'video/mp4', webm: 'video/webm', mov: 'video/quicktime',
  mp3: 'audio/mpeg', wav: 'audio/wav', ogg: 'audio/ogg', m4a: 'audio/mp4',
  pdf: 'application/pdf', zip: 'application/zip', csv: 'text/csv', txt: 'text/plain', json: 'application/json',
};
const DEFAULT_EXTENSION = { image: 'png', video: 'mp4', audio: 'mp3', file: '' } as const;

function attachment(kind: MediaKind, source: MediaSource): Attachment {
  const given = typeof source === 'string' || source instanceof URL ? { url: source.toString() } : source;
  const url = httpUrl(kind, given.url);
  const name = given.name ?? (lastSegment(url) || kind);
  const extension = given.extension ?? /\.(\w{1,10})$/.exec(name)?.[1].toLowerCase() ?? DEFAULT_EXTENSION[kind];
  const mimeType = given.mimeType ?? MIME_TYPES[extension] ?? 'application/octet-stream';
  return { ...given, name, extension, mimeType };
}

function lastSegment(url: URL): string {
  const segment = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a lone % is allowed in a URL, and stands for itself
  }
}

function httpUrl(kind: MediaKind, url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'https:' || parsed?.protocol === 'http:') return parsed;
  throw new TypeError(`${kind}() got ${JSON.stringify(url)}. CometChat takes a whole http or https URL.`);
}
