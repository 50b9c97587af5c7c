import { Chat } from './chat.js';
import { ChatWorld } from './chat-world.js';
import type { House } from './house.js';

/**
 * A conversation with a bot for tests: no Nest, no Redis, no network.
 *
 * @example
 * const alice = chatWith(new SupportBot(orders));
 * expect(await alice.say('order 7')).toEqual(['Order 7 is on its way.']);
 * @param house what the bot finds around it, such as middleware for all bots
 * @throws BotDefinitionError if the bot is ambiguous or incomplete
 */
export function chatWith(bot: object, house: Partial<House> = {}): Chat {
  return new Chat(new ChatWorld(bot, house), { sender: 'alice' });
}
