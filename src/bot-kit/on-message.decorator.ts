import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';
import type { MessageContext } from './message-context.js';

/**
 * Handles whatever nothing else took. It is asked last, wherever it stands in the file.
 *
 * @example
 * @OnMessage()
 * fallback() { return 'Sorry?'; }
 * @throws BotDefinitionError at start if a second method has it
 */
export function OnMessage(): HandlerDecorator<MessageContext<never>> {
  return triggeredBy({ kind: 'message' });
}
