import type { ResolvedBotOptions } from '../bot-kit/index.js';
import type { BotDirectory } from './bot-directory.js';
import type { CallbackDto, MessageDto } from './callback.dto.js';
import { Refusal } from './refusal.js';

/**
 * The bot a callback is for. In CometChat's own sample `bot` and `receiver` differ: an older bot had an id of its own beside
 * the uid of its user, so `bot` counts first. The path speaks where `bot` is missing, and must agree where it is not.
 */
export function whichBot(bots: BotDirectory, { bot: name }: CallbackDto, message: MessageDto, pathName?: string): ResolvedBotOptions {
  const receiver = message.receiverType === 'user' ? bots.find(message.receiver) : undefined;
  const bot = bots.find(name) ?? receiver ?? (name ? undefined : bots.find(pathName));
  if (!bot) throw new Refusal(404, 'unknown_bot', 'No bot of this name is known here: src/bots/bots.ts lists them, each with its uid and its aliases.');
  if (pathName !== undefined && bots.find(pathName) !== bot) {
    throw new Refusal(400, 'bot_mismatch', 'The bot of the path is not the bot that the callback is for: correct the callback URL of the bot in CometChat.');
  }
  return bot;
}
