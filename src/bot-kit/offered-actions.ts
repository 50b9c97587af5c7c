import type { Blueprint } from './blueprint.js';
import type { IncomingMessage } from './incoming-message.js';
import type { Reply } from './reply.js';
import type { Trigger } from './trigger.js';

/** Takes what the replies offer to tap out of them: it is remembered, not sent. */
export function takeActions(replies: Reply[]): { actions?: Record<string, string>; replies: Reply[] } {
  if (replies.every(({ actions }) => actions === undefined)) return { replies };
  const offered = replies.flatMap(({ actions }) => Object.entries(actions ?? {}));
  return {
    ...(offered.length > 0 ? { actions: Object.fromEntries(offered) } : {}),
    replies: replies.map((reply) => {
      const { actions: _, ...sendable } = reply;
      return sendable;
    }),
  };
}

/** Throws if what is offered would find nobody to hear it: a mistyped id is best seen in the first test that shows it. */
export function refuseUnheard({ name, handlers }: Blueprint, replies: readonly Reply[], actions: Record<string, string> = {}): void {
  const isHeard = (found: (trigger: Trigger) => boolean) => handlers.some(({ trigger }) => found(trigger));
  for (const id of Object.values(actions)) {
    if (!isHeard((trigger) => trigger.kind === 'action' && trigger.id === id)) throw new Error(`${name} offers the action "${id}" and has no @OnAction('${id}').`);
  }
  for (const reply of replies) {
    const form = reply.kind === 'interactive' ? reply.submitsTo?.form : undefined;
    if (form !== undefined && !isHeard((trigger) => trigger.kind === 'form' && trigger.form.name === form)) throw new Error(`${name} shows the form "${form}" and has no @OnForm for it.`);
  }
}

/** The element of an interactive message that was tapped last, where CometChat relays that. */
export function tappedElement({ category, data }: IncomingMessage): string | undefined {
  const interactions = category === 'interactive' && Array.isArray(data.interactions) ? data.interactions : [];
  const last = interactions.at(-1);
  const isInteraction = typeof last === 'object' && last !== null && !Array.isArray(last);
  return isInteraction && typeof last.elementId === 'string' ? last.elementId : undefined;
}
