import { BotDefinitionError } from './bot-definition-error.js';
import type { CompiledBot } from './compiled-bot.js';

/** A pattern that could not be judged in this time is let through: nothing is known against it. */
const TIMEOUT_MS = 3_000;

/**
 * Refuses patterns that a message can keep busy for ages (catastrophic backtracking). It takes some tens of
 * milliseconds a pattern, so it is done once, when Halley starts.
 *
 * @example
 * await refuseUnsafePatterns([compileBot(new SupportBot(orders))]);
 * @throws BotDefinitionError that names every unsafe pattern, and a text that shows it
 */
export async function refuseUnsafePatterns(bots: readonly CompiledBot[]): Promise<void> {
  // Large, and of use at the start only.
  const { check } = await import('recheck');
  const problems: string[] = [];
  for (const bot of bots) {
    for (const { method, pattern } of patternsOf(bot)) {
      const found = await check(pattern.source, pattern.flags, { timeout: TIMEOUT_MS });
      if (found.status !== 'vulnerable') continue;
      const attack = found.attack.pattern.slice(0, 120);
      problems.push(`${bot.name ?? bot.uid}.${method}(): the pattern ${String(pattern)} can be made to run for ages, for instance by ${attack}. Bound what repeats (\\d{1,9} for \\d+) or anchor it with ^.`);
    }
  }
  if (problems.length > 0) throw new BotDefinitionError(problems);
}

function patternsOf({ handlers }: CompiledBot): { method: string; pattern: RegExp }[] {
  return handlers.flatMap(({ method, trigger }) => (trigger.kind === 'text' ? trigger.patterns.map((pattern) => ({ method, pattern })) : []));
}
