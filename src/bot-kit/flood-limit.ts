import 'reflect-metadata';
import type { Class } from './class.js';
import type { Turn } from './turn.js';

/**
 * How many messages of one person a bot answers in a while. Off unless a bot sets it.
 *
 * @example
 * @Bot({ uid: 'costly_bot', flood: { messages: 10, perMs: 60_000 } })
 */
export interface FloodOptions {
  messages: number;
  perMs: number;
  /** What is said once; after it there is silence. */
  say?: string;
}

/**
 * Marks a provider that costs with every use, as a static property: a bot that asks for one in its constructor has a
 * flood limit unless it says `flood: false`.
 *
 * @example
 * static readonly [COSTLY] = true;
 */
export const COSTLY = Symbol.for('halley:costly');

const COSTLY_FLOOD: FloodOptions = { messages: 10, perMs: 60_000 };

/** What the class says, or else what goes for bots whose answers cost. */
export function floodLimitOf(botClass: Class, given: FloodOptions | false | undefined): FloodOptions | undefined {
  if (given !== undefined) return given || undefined;
  const wanted = (Reflect.getMetadata('design:paramtypes', botClass) ?? []) as unknown[];
  return wanted.some((one) => typeof one === 'function' && COSTLY in one) ? COSTLY_FLOOD : undefined;
}

/** Counts this message. Undefined: go on. Otherwise what to say instead, which may be nothing. */
export function limitFlood(turn: Turn): string[] | undefined {
  const { flood } = turn.bot.options;
  if (!flood) return undefined;
  const { count = 0, until = turn.now + flood.perMs } = turn.person.flood ?? {};
  turn.person.flood = { count: count + 1, until };
  if (count < flood.messages) return undefined;
  return count === flood.messages ? [flood.say ?? 'That was a lot at once. Please give me a moment.'] : [];
}
