import { groupSettingAllows, type IncomingMessage, type ResolvedBotOptions } from '../bot-kit/index.js';
import type { BotDirectory } from './bot-directory.js';
import type { MessageDto } from './callback.dto.js';

export type DropReason =
  | 'unknown_trigger'
  | 'unknown_category'
  | 'action'
  | 'call'
  | 'edited'
  | 'deleted'
  | 'own_message'
  | 'message_of_our_bot'
  | 'message_of_app_system'
  | 'group_chat_setting';

// What people write. The other categories of CometChat report what happened.
const WRITTEN = new Set(['message', 'custom', 'interactive', 'card']);

/** Why a message gets 200 and no answer, or undefined where a bot is to see it. */
export function dropReason(message: IncomingMessage, { received }: MessageDto, bot: ResolvedBotOptions, bots: BotDirectory): DropReason | undefined {
  return whoWroteIt(message, bot, bots) ?? whatItIs(message) ?? whatBecameOfIt(received) ?? groupSetting(message, bot);
}

/** A bot that answered itself, or another one, would not stop. */
function whoWroteIt({ sender }: IncomingMessage, bot: ResolvedBotOptions, bots: BotDirectory): DropReason | undefined {
  if (sender === 'app_system') return 'message_of_app_system';
  const author = bots.find(sender);
  if (author === bot) return 'own_message';
  return author && 'message_of_our_bot';
}

function whatItIs({ category }: IncomingMessage): DropReason | undefined {
  if (WRITTEN.has(category)) return undefined;
  return category === 'action' || category === 'call' ? category : 'unknown_category';
}

/** Whether CometChat relays edits and deletions is not documented; the message itself came before. */
function whatBecameOfIt(received: MessageDto['received']): DropReason | undefined {
  if (received.deletedAt) return 'deleted';
  return received.editedAt ? 'edited' : undefined;
}

function groupSetting(message: IncomingMessage, { uid, aliases, groupChatSetting }: ResolvedBotOptions): DropReason | undefined {
  return groupSettingAllows(groupChatSetting, message, [uid, ...aliases]) ? undefined : 'group_chat_setting';
}
