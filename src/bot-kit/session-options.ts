import type { JsonValue } from './json.js';

/**
 * What a bot remembers of a conversation; in a group, of each person in it.
 *
 * @example
 * interface Cart { items: string[] }
 * const session: SessionOptions<Cart> = { initial: () => ({ items: [] }), ttlMs: 7 * 24 * 60 * 60 * 1000 };
 */
export interface SessionOptions<Session extends object> {
  /** The session of someone who is new, or long gone. */
  initial: () => Session;
  /** How long it is kept after the last message. Default 30 days. */
  ttlMs?: number;
  /** Raise it when the shape changes. Default 1. */
  version?: number;
  /** Makes a session of another version into today's. Without it such a session starts over. */
  migrate?: (old: JsonValue, version: number) => Session;
}

/**
 * Options of dialogs: what ends them, and what is said then.
 *
 * @example
 * const dialog: DialogOptions = { timeoutMs: 10 * 60_000, cancelWords: ['stop'] };
 */
export interface DialogOptions {
  /** How long a question waits for its answer. Default one hour. */
  timeoutMs?: number;
  /** What a user writes to leave a dialog; `/cancel` always does. Default `cancel`. */
  cancelWords?: readonly string[];
  /** What the bot then says. Default "Cancelled." */
  cancelled?: string;
}
