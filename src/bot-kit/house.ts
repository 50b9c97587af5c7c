import type { FormLinks } from './form-links.js';
import { type Handoff, postHandoff } from './handoff.js';
import type { History } from './history.js';
import type { Middleware } from './middleware.js';

/**
 * What Halley lends to its bots.
 *
 * @example
 * compileBot(new EchoBot(), { now: () => 0 });
 */
export interface House {
  /** The time in milliseconds, as `Date.now` tells it. */
  readonly now: () => number;
  /** Runs around every bot, outside of the bot's own. */
  readonly middleware?: readonly Middleware[];
  readonly history?: History;
  /** Calls a method of a bot with Nest's guards and interceptors around it. Nothing: bots that have them do not compile. */
  readonly enhance?: (bot: object, method: string) => (...args: unknown[]) => unknown;
  /** Nothing: forms are shown as their text. */
  readonly forms?: () => FormLinks | undefined;
  /** Tells the webhook of a bot that a person is wanted; throws if it could not. */
  readonly tellOfHandoff: (url: string, handoff: Handoff, signal: AbortSignal) => Promise<void>;
}

export const PLAIN_HOUSE: House = { now: Date.now, tellOfHandoff: postHandoff };
