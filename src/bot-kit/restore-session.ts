import type { BotSettings } from './bot-settings.js';
import type { PersonMemory } from './person-memory.js';

/** The session as the handler may change it: what was kept, brought to today's shape, or a new one. */
export function restoreSession({ initial, version, migrate }: BotSettings['session'], kept: PersonMemory['session']): object {
  if (!kept) return initial();
  // A copy: a run that fails must leave nothing behind.
  const value = structuredClone(kept.value);
  if (kept.version !== version) return migrate ? migrate(value, kept.version) : initial();
  return typeof value === 'object' && value !== null ? value : initial();
}
