/**
 * Which messages of a group reach the bot, in CometChat's own words
 * (`groupChatSetting` of Create Bot, https://www.cometchat.com/docs/rest-api/bots/create).
 *
 * @example
 * GROUP_CHAT_SETTINGS.includes('none'); // true
 */
export const GROUP_CHAT_SETTINGS = ['allMessages', 'slashedMessages', 'mentionedMessages', 'none'] as const;

/**
 * One of the four.
 *
 * @example
 * const setting: GroupChatSetting = 'mentionedMessages';
 */
export type GroupChatSetting = (typeof GROUP_CHAT_SETTINGS)[number];
