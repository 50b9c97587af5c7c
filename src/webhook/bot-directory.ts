import type { ResolvedBotOptions } from '../bot-kit/index.js';

/** The classes of all bots, of which the webhook reads what is written on them. */
export const BOT_CLASSES = Symbol('BOT_CLASSES');

/**
 * All bots by uid and alias, in lower case as CometChat compares them: what is written on their classes, without ever making one.
 */
export class BotDirectory {
  private readonly byName: ReadonlyMap<string, ResolvedBotOptions>;

  constructor(bots: readonly ResolvedBotOptions[]) {
    this.byName = new Map(bots.flatMap((bot) => [bot.uid, ...bot.aliases].map((name) => [name.toLowerCase(), bot] as const)));
  }

  find(name: string | undefined): ResolvedBotOptions | undefined {
    return this.byName.get(name?.toLowerCase() ?? '');
  }
}
