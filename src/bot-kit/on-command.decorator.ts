import type { CommandContext } from './command-context.js';
import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';

/**
 * Handles the slash command `/name`. The description is what `/help` shows.
 *
 * @example
 * @OnCommand('ping', 'Sees whether I am there')
 * ping() { return 'pong'; }
 * @throws BotDefinitionError at start if two methods handle one command, or the name has a space or a slash
 */
export function OnCommand(name: string, description = ''): HandlerDecorator<CommandContext<never>> {
  return triggeredBy({ kind: 'command', name: name.replace(/^\//, '').toLowerCase(), description });
}
