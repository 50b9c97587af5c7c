import type { GroupChatSetting } from './group-chat-setting.js';
import type { IncomingMessage } from './incoming-message.js';
import { mentionsOneOf, textOf, withoutMentionsOf } from './message-content.js';

/**
 * Whether a bot with this group setting should see the message. CometChat filters too, but does not say how, so
 * the rule is applied again on our side. Everything in a 1:1 chat passes.
 *
 * @param uids the bot's uid and its aliases
 * @example
 * groupSettingAllows('mentionedMessages', message, ['support_bot']);
 * @see https://www.cometchat.com/docs/rest-api/bots/update
 */
export function groupSettingAllows(setting: GroupChatSetting, message: IncomingMessage, uids: readonly string[]): boolean {
  if (message.receiverType === 'user') return true;
  switch (setting) {
    case 'allMessages':
      return true;
    case 'slashedMessages':
      return withoutMentionsOf(uids, textOf(message)).trimStart().startsWith('/');
    case 'mentionedMessages':
      return mentionsOneOf(message, uids);
    case 'none':
      return false;
  }
}
