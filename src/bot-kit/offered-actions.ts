import type { IncomingMessage } from './incoming-message.js';
import type { Reply } from './reply.js';

/** Takes what the replies offer to tap out of them: it is remembered, not sent. */
export function takeActions(replies: readonly Reply[]): { actions?: Record<string, string>; replies: Reply[] } {
  const offered = replies.flatMap(({ actions }) => Object.entries(actions ?? {}));
  return {
    ...(offered.length > 0 ? { actions: Object.fromEntries(offered) } : {}),
    replies: replies.map((reply) => {
      const { actions: _, ...sendable } = reply;
      return sendable;
    }),
  };
}

/** The element of an interactive message that was tapped last, where CometChat relays that. */
export function tappedElement({ category, data }: IncomingMessage): string | undefined {
  const interactions = category === 'interactive' && Array.isArray(data.interactions) ? data.interactions : [];
  const last = interactions.at(-1);
  const isInteraction = typeof last === 'object' && last !== null && !Array.isArray(last);
  return isInteraction && typeof last.elementId === 'string' ? last.elementId : undefined;
}
