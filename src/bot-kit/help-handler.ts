import type { Handler } from './handler.js';

/** `/help` for a bot that has commands and did not write its own. */
export function helpHandler(handlers: readonly Handler[]): Handler[] {
  const commands = handlers.flatMap(({ trigger }) => (trigger.kind === 'command' ? [trigger] : []));
  if (commands.length === 0 || commands.some(({ name }) => name === 'help')) return [];
  const help = { kind: 'command' as const, name: 'help', description: 'Shows this list' };
  const lines = [...commands, help].map(({ name, description }) => (description ? `/${name}: ${description}` : `/${name}`));
  return [Object.freeze({ trigger: Object.freeze(help), method: 'help', call: () => lines.join('\n') })];
}
