import type { Blueprint } from './blueprint.js';
import { botSettingsOf } from './bot.decorator.js';
import type { Class } from './class.js';
import type { BotRun, CompiledBot } from './compiled-bot.js';
import { handlersOf } from './handler.js';
import { type House, PLAIN_HOUSE } from './house.js';
import { runBot } from './run-bot.js';

/**
 * Makes of a bot, however it is written, the one plain value that Halley runs.
 *
 * @example
 * const compiled = compileBot(new EchoBot());
 * @throws BotDefinitionError if the bot is ambiguous or incomplete
 */
export function compileBot(bot: object, house: Partial<House> = {}): CompiledBot {
  const options = botSettingsOf(bot.constructor as Class);
  const handlers = handlersOf(bot, house.enhance);
  const steps = handlers.flatMap(({ trigger }) => (trigger.kind === 'step' ? [trigger.name] : []));
  const blueprint: Blueprint = Object.freeze({ name: bot.constructor.name, options, handlers, steps, house: { ...PLAIN_HOUSE, ...house } });
  const { uid, aliases, groupChatSetting } = options;
  return Object.freeze({ name: blueprint.name, uid, aliases, groupChatSetting, handlers, run: (run: BotRun) => runBot(blueprint, run) });
}
