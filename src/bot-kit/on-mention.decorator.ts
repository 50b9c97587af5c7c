import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';
import type { MentionContext } from './mention-context.js';

/**
 * Handles a message that mentions this bot and that no command and no pattern took.
 *
 * @example
 * @OnMention()
 * called({ text }: MentionContext) { return `You said: ${text}`; }
 * @throws BotDefinitionError at start if a second method has it
 * @see https://www.cometchat.com/docs/sdk/javascript/mentions
 */
export function OnMention(): HandlerDecorator<MentionContext<never>> {
  return triggeredBy({ kind: 'mention' });
}
