import type { FloodOptions } from './flood-limit.js';
import type { GroupChatSetting } from './group-chat-setting.js';
import type { HandoffOptions } from './handoff.js';
import type { JsonObject } from './json.js';
import type { Middleware } from './middleware.js';
import type { DialogOptions, SessionOptions } from './session-options.js';

/**
 * What `@Bot({ … })` takes.
 *
 * @example
 * const options: BotOptions = { uid: 'support_bot', aliases: ['help_bot'], groupChatSetting: 'allMessages' };
 */
export interface BotOptions<Session extends object = JsonObject> {
  /** The uid of the bot in CometChat: at most 50 of `a-z 0-9 _ -`. */
  uid: string;
  /** Other uids CometChat may name this bot by, such as the id an older bot had beside its user's uid. */
  aliases?: readonly string[];
  /** Which messages of a group reach the bot. Default `mentionedMessages`. */
  groupChatSetting?: GroupChatSetting;
  /** The shape of `context.session`. Default: an empty object. */
  session?: SessionOptions<Session>;
  dialog?: DialogOptions;
  /** Runs around every handler, the first outermost. */
  middleware?: readonly Middleware<Session>[];
  /** How many messages of one person are answered in a while. Default: all; ten a minute for a bot that uses a language model. */
  flood?: FloodOptions | false;
  handoff?: HandoffOptions;
}

/**
 * Who a bot is, checked: all that one needs to know to tell which bot a message is for.
 *
 * @example
 * const { uid }: ResolvedBotOptions = botOptionsOf(SupportBot);
 */
export interface ResolvedBotOptions {
  readonly uid: string;
  readonly aliases: readonly string[];
  readonly groupChatSetting: GroupChatSetting;
}
