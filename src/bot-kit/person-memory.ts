import type { Remembered } from './compiled-bot.js';
import type { JsonValue } from './json.js';

/** What the kit keeps for one person in one conversation. `until` is when a part is forgotten, in milliseconds. */
export interface PersonMemory {
  session?: { version: number; value: JsonValue; until: number };
  dialog?: { step: string; until: number };
  flood?: { count: number; until: number };
}

/** What the kit keeps for a conversation as a whole. */
export interface ConversationMemory {
  handoff?: { reason: string; by: string; until: number };
  offers?: { actions: Record<string, string>; until: number };
}

/** What was remembered, without the parts whose time is over. What is not ours reads as nothing. */
export function recall<Parts extends object>(stored: JsonValue | undefined, now: number): Partial<Parts> {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
  return Object.fromEntries(Object.entries(stored).filter(([, part]) => untilOf(part) > now)) as Partial<Parts>;
}

/** What is to be remembered: null forgets what there was, undefined leaves nothing as nothing. */
export function remember(parts: object, before: JsonValue | undefined, now: number): Remembered | null | undefined {
  const nothing = before === undefined || before === null ? undefined : null;
  if (Object.keys(parts).length === 0) return nothing;
  const value = JSON.parse(JSON.stringify(parts)) as { [part: string]: JsonValue };
  const until = Math.max(...Object.values(value).map(untilOf));
  return until > now ? { value, ttlMs: until - now } : nothing;
}

function untilOf(part: JsonValue): number {
  const isPart = typeof part === 'object' && part !== null && !Array.isArray(part);
  return isPart && typeof part.until === 'number' ? part.until : 0;
}
