import type { Reply } from './reply.js';

/**
 * What a handler may return: a string, a built reply, a list of both in the order the user is to see them, or
 * nothing. Blank strings are nothing, since CometChat takes no empty text.
 *
 * @example
 * async order(): Promise<Answer> { return ['One moment.', image('https://example.com/parcel.png')]; }
 */
export type Answer = string | Reply | readonly (string | Reply | null | undefined)[] | null | undefined | void;

/**
 * What a handler may give back: an answer, now or later.
 *
 * @example
 * function answer(): MaybePromise<Answer> { return 'now'; }
 */
export type MaybePromise<T> = T | PromiseLike<T>;

/** The replies an answer stands for. `where` names the handler in the error for anything else. */
export function toReplies(answer: unknown, where: string): Reply[] {
  const parts: unknown[] = Array.isArray(answer) ? answer : [answer];
  return parts.flatMap((part) => toReply(part, where));
}

function toReply(part: unknown, where: string): Reply[] {
  if (part === null || part === undefined) return [];
  if (typeof part === 'string') return part.trim() === '' ? [] : [{ kind: 'text', text: part }];
  if (!isReply(part)) {
    throw new TypeError(`${where} returned ${describe(part)}. Return a string, a reply such as text('…') or image('…'), a list of those, or nothing.`);
  }
  if (part.kind === 'text' && part.text.trim() === '') return [];
  return [part];
}

const KINDS: readonly unknown[] = ['text', 'image', 'video', 'audio', 'file', 'custom', 'card', 'interactive'] satisfies Reply['kind'][];

function isReply(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.includes(value.kind);
}

function describe(value: unknown): string {
  return typeof value === 'object' ? `an object (${Object.keys(value ?? {}).join(', ') || 'empty'})` : `a ${typeof value}`;
}
