import { checkReplyOptions } from './check-reply-options.js';
import type { ReplyOptions, TextReply } from './reply.js';

/**
 * A text to tap: it comes back as an ordinary message, or, with an id, to `@OnAction(id)`.
 *
 * @example
 * const yes: QuickReply = { id: 'ship', label: 'Yes, ship it' };
 */
export type QuickReply = string | { id: string; label: string };

/**
 * A text with more to it: quick replies, metadata, tags. Without those, return the string itself.
 *
 * @example
 * return text('Sorry?', { quickReplies: ['help', { id: 'person', label: 'Talk to a person' }] });
 * @throws RangeError if CometChat would refuse the tags
 * @see https://www.cometchat.com/docs/rest-api/messages/send-bot-message
 */
export function text(content: string, { quickReplies, ...options }: ReplyOptions & { quickReplies?: readonly QuickReply[] } = {}): TextReply {
  checkReplyOptions(options);
  const actions = actionsOf(quickReplies ?? [], options.actions);
  return {
    kind: 'text',
    text: content,
    ...options,
    ...(quickReplies ? { quickReplies: quickReplies.map(labelOf) } : {}),
    ...(actions ? { actions } : {}),
  };
}

function labelOf(quickReply: QuickReply): string {
  return typeof quickReply === 'string' ? quickReply : quickReply.label;
}

function actionsOf(quickReplies: readonly QuickReply[], given: ReplyOptions['actions']): ReplyOptions['actions'] {
  const named = quickReplies.flatMap((one) => (typeof one === 'string' ? [] : [[one.label.trim(), one.id] as const]));
  return named.length > 0 ? { ...given, ...Object.fromEntries(named) } : given;
}
