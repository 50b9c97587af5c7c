import { BotDefinitionError } from './bot-definition-error.js';
import { compileBot } from './compile-bot.js';
import type { CompiledBot } from './compiled-bot.js';
import type { House } from './house.js';

/**
 * Compiles all bots, and refuses them together: every problem of every bot in one message.
 *
 * @example
 * const compiled = compileBots([new EchoBot(), new SupportBot(orders)]);
 * @throws BotDefinitionError if a bot is ambiguous or incomplete, or two bots answer to one uid
 */
export function compileBots(bots: readonly object[], house?: Partial<House>): readonly CompiledBot[] {
  const problems: string[] = [];
  const owners = new Map<string, string>();
  const compiled = bots.flatMap((bot) => {
    try {
      const one = compileBot(bot, house);
      for (const uid of [one.uid, ...one.aliases]) {
        const { name } = bot.constructor;
        const owner = owners.get(uid);
        if (owner) problems.push(`${owner} and ${name} both answer to "${uid}". Change the uid or alias of one of them.`);
        owners.set(uid, name);
      }
      return [one];
    } catch (error) {
      if (!(error instanceof BotDefinitionError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new BotDefinitionError(problems);
  return Object.freeze(compiled);
}
