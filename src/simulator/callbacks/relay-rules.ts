import type { SwitchValues } from '../faults/switch-table.js';
import { APP_SYSTEM, type Bot, type GroupChatSetting, type Message } from '../state/entities.js';
import { mentionedUids } from '../state/mentions.js';

/** Whether CometChat tells this bot of this message. `senderIsBot` and `isMember` are about the message's sender and this bot. */
export function isRelayed(message: Message, bot: Bot, about: { senderIsBot: boolean; isMember: boolean }, values: Readonly<SwitchValues>): boolean {
  if (!bot.enabled) return false;
  if (!mayCome(message, bot, about.senderIsBot, values)) return false;
  if (!isRelayedKind(message, values)) return false;
  if (message.receiverType === 'user') return message.receiver === bot.uid || message.sender === bot.uid;
  if (!about.isMember && !values.relayWithoutMembership) return false;
  return message.category === 'action' || message.category === 'call' || fitsSetting(bot.groupChatSetting, bot.uid, message.data.text);
}

function mayCome(message: Message, bot: Bot, senderIsBot: boolean, values: Readonly<SwitchValues>): boolean {
  if (message.sender === bot.uid) return values.relayOwnMessages;
  if (message.category === 'action') return true;
  if (message.sender === APP_SYSTEM) return values.relayAppSystem;
  return !senderIsBot || values.relayOtherBots;
}

function isRelayedKind({ category, type }: Message, values: Readonly<SwitchValues>): boolean {
  if (category === 'action') return type === 'message' ? values.relayEdits : values.relayActions;
  if (category === 'message' || category === 'custom') return true;
  if (category === 'call') return values.relayCalls;
  return values.relayInteractive;
}

export function fitsSetting(setting: GroupChatSetting, bot: string, text: unknown): boolean {
  switch (setting) {
    case 'allMessages':
      return true;
    case 'slashedMessages':
      return typeof text === 'string' && text.startsWith('/');
    case 'mentionedMessages':
      return mentionedUids(text).includes(bot);
    case 'none':
      return false;
  }
}
