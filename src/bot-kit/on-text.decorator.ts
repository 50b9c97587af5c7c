import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';
import type { TextContext } from './text-context.js';

/**
 * Handles a text message that matches: a RegExp anywhere in the text, a string as the whole text (case and spaces
 * around it do not matter), or the first of a list that does. The flags `g` and `y` change nothing. The named groups that
 * the handler uses are named behind the pattern: a RegExp does not tell the compiler of them.
 *
 * @example
 * @OnText(['hi', 'hello', /^good (morning|evening)/i])
 * greet() { return 'Hello!'; }
 *
 * @OnText(/order (?<number>\d{1,12})/i, 'number')
 * order({ groups }: TextContext<'number'>) { return `You asked about order ${groups.number}.`; }
 * @throws BotDefinitionError at start if the pattern is empty, has no group of that name, or can be made to run for ages
 */
export function OnText<const Groups extends readonly string[] = []>(
  pattern: string | RegExp | readonly (string | RegExp)[],
  ...groups: Groups
): HandlerDecorator<TextContext<never, Groups[number]>> {
  const patterns = typeof pattern === 'string' || pattern instanceof RegExp ? [pattern] : pattern;
  return triggeredBy({ kind: 'text', patterns: Object.freeze(patterns.map(toRegExp)), groups: Object.freeze(groups) });
}

function toRegExp(pattern: string | RegExp): RegExp {
  // With g or y a RegExp remembers where it stopped, and would skip every second message.
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  const literal = pattern.trim().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`^\\s*${literal}\\s*$`, 'iu');
}
