import { z } from 'zod';
import type { Message } from '../state/entities.js';
import { mentionedUids } from '../state/mentions.js';
import { flag, list, listsFrom, whole } from './pagination.js';

const timestamp = whole(0, Number.MAX_SAFE_INTEGER).optional();
const schema = z.object({
  searchKey: z.string().optional(),
  receiverType: z.enum(['user', 'group']).optional(),
  conversationId: z.string().optional(),
  affix: z.enum(['append', 'prepend']).optional(),
  id: timestamp,
  sentAt: timestamp,
  fromTimestamp: timestamp,
  toTimestamp: timestamp,
  limit: whole(1, 1000).optional(),
  perPage: whole(1, 1000).optional(),
  category: z.string().optional(),
  categories: list,
  type: z.string().optional(),
  types: list,
  tags: list,
  attachmentTypes: list,
  mentionedUids: list,
  sender: z.string().optional(),
  ...Object.fromEntries(
    (
      [
        'withTags',
        'hideReplies',
        'hideDeleted',
        'onlyDeleted',
        'unread',
        'undelivered',
        'count',
        'hasAttachments',
        'hasMentions',
        'hasLinks',
        'hasReactions',
        'myMentionsOnly',
      ] as const
    ).map((name) => [name, flag.optional()]),
  ),
});

type Flags = Partial<
  Record<
    'withTags' | 'hideReplies' | 'hideDeleted' | 'onlyDeleted' | 'unread' | 'undelivered' | 'hasAttachments' | 'hasMentions' | 'hasLinks' | 'hasReactions' | 'myMentionsOnly',
    boolean
  >
>;
export type MessageQuery = z.infer<typeof schema> & Flags;

export function readMessageQuery(query: Record<string, unknown>): MessageQuery {
  return schema.parse(listsFrom(query)) as MessageQuery;
}

/** Whether a message fits what was asked for; `viewer` is who asks. */
export function fits(message: Message, query: MessageQuery, viewer?: string): boolean {
  return fitsTime(message, query) && fitsKind(message, query) && fitsState(message, query) && fitsContent(message, query, viewer);
}

function fitsTime({ sentAt }: Message, { sentAt: after, fromTimestamp, toTimestamp }: MessageQuery): boolean {
  if (after !== undefined && sentAt < after) return false;
  if (fromTimestamp === undefined) return true;
  return sentAt >= fromTimestamp && (toTimestamp === undefined || sentAt <= toTimestamp);
}

function fitsKind(message: Message, query: MessageQuery): boolean {
  if (query.receiverType && message.receiverType !== query.receiverType) return false;
  if (query.sender && message.sender !== query.sender.toLowerCase()) return false;
  if (query.category && message.category !== query.category) return false;
  if (query.categories && !query.categories.includes(message.category)) return false;
  if (query.type && message.type !== query.type) return false;
  return !query.types || query.types.includes(message.type);
}

function fitsState(message: Message, query: MessageQuery): boolean {
  const deleted = message.deletedAt !== undefined;
  if ((query.hideDeleted && deleted) || (query.onlyDeleted && !deleted)) return false;
  if (query.hideReplies && message.parentId !== undefined) return false;
  if (query.hasReactions && Object.keys(message.reactions ?? {}).length === 0) return false;
  return !query.tags || query.tags.some((tag) => message.tags?.includes(tag));
}

function fitsContent({ data, type }: Message, query: MessageQuery, viewer?: string): boolean {
  const text = typeof data.text === 'string' ? data.text : '';
  if (query.searchKey && !text.toLowerCase().includes(query.searchKey.toLowerCase())) return false;
  if (query.hasLinks && !/https?:\/\//.test(text)) return false;
  if (query.hasAttachments && !data.attachments) return false;
  if (query.attachmentTypes && !(data.attachments && query.attachmentTypes.includes(type))) return false;
  return fitsMentions(mentionedUids(text), query, viewer);
}

function fitsMentions(mentioned: string[], query: MessageQuery, viewer?: string): boolean {
  if (query.hasMentions && mentioned.length === 0) return false;
  if (query.myMentionsOnly && !(viewer && mentioned.includes(viewer))) return false;
  return !query.mentionedUids || query.mentionedUids.some((uid) => mentioned.includes(uid.toLowerCase()));
}

/**
 * One page of a list that is in the order of the ids, always told from old to new. `append` goes on after an id, `prepend` goes back
 * before one; without either: after the id where one is given, else the newest.
 */
export function messagePage(messages: readonly Message[], query: MessageQuery, accept: (message: Message) => boolean) {
  const affix = query.affix ?? (query.id === undefined ? 'prepend' : 'append');
  const limit = query.limit ?? query.perPage ?? 100;
  const page: Message[] = [];
  const step = affix === 'append' ? 1 : -1;
  for (let at = start(messages, affix, query.id); at >= 0 && at < messages.length && page.length < limit; at += step) {
    const message = messages[at];
    if (message && accept(message)) page.push(message);
  }
  if (affix === 'prepend') page.reverse();
  const edge = affix === 'append' ? page.at(-1) : page[0];
  const next = edge && { next: { affix, sentAt: edge.sentAt, id: String(edge.id) } };
  return { page, meta: { current: { limit, count: page.length }, ...next } };
}

function start(messages: readonly Message[], affix: 'append' | 'prepend', id: number | undefined): number {
  if (id === undefined) return affix === 'append' ? 0 : messages.length - 1;
  return affix === 'append' ? firstFrom(messages, id + 1) : firstFrom(messages, id) - 1;
}

/** The place of the first message whose id is not below this. */
function firstFrom(messages: readonly Message[], id: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.id ?? Infinity) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
