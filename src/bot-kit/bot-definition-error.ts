/**
 * A bot is ambiguous or incomplete, so Halley does not start. Every problem names the class, the methods and the fix.
 *
 * @example
 * expect(() => compileBot(new TwoHelpsBot())).toThrow(BotDefinitionError);
 */
export class BotDefinitionError extends Error {
  override readonly name = 'BotDefinitionError';

  constructor(readonly problems: readonly string[]) {
    super(problems.length === 1 ? problems[0] : problems.map((problem) => `\n  - ${problem}`).join(''));
  }
}
