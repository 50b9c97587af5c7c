/** The configuration is missing something or is wrong. The message lists every problem with its fix. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`Halley cannot start, ${count} in its configuration:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
  }
}
