import { type HandlerDecorator, triggeredBy } from './handler-metadata.js';
import type { TextContext } from './text-context.js';

/**
 * Handles a text message that matches: a RegExp anywhere in the text, a string as the whole text (case and spaces
 * around it do not matter), or the first of a list that does. The flags `g` and `y` change nothing.
 *
 * @example
 * @OnText(['hi', 'hello', /^good (morning|evening)/i])
 * greet() { return 'Hello!'; }
 * @throws BotDefinitionError at start if the pattern is empty, or can be made to run for ages
 */
export function OnText<Group extends string = string>(
  pattern: string | RegExp | readonly (string | RegExp)[],
): HandlerDecorator<TextContext<never, Group>> {
  const patterns = typeof pattern === 'string' || pattern instanceof RegExp ? [pattern] : pattern;
  return triggeredBy({ kind: 'text', patterns: Object.freeze(patterns.map(toRegExp)) });
}

function toRegExp(pattern: string | RegExp): RegExp {
  // With g or y a RegExp remembers where it stopped, and would skip every second message.
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  const literal = pattern.trim().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`^\\s*${literal}\\s*$`, 'iu');
}
