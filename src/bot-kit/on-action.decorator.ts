import type { ActionContext } from './action-context.js';
import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';

/**
 * Handles a tap on what this bot offered under an id: a quick reply, or a button of a card or an interactive message.
 *
 * @example
 * @OnCommand('order')
 * order() { return text('Ship it?', { quickReplies: [{ id: 'ship', label: 'Yes, ship it' }] }); }
 *
 * @OnAction('ship')
 * ship() { return 'On its way.'; }
 * @throws BotDefinitionError at start if two methods handle one action
 */
export function OnAction(id: string): HandlerDecorator<ActionContext<never>> {
  return triggeredBy({ kind: 'action', id });
}
