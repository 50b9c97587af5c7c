import type { BotOptions, ResolvedBotOptions } from './bot-options.js';
import type { Class } from './class.js';
import { floodLimitOf, type FloodOptions } from './flood-limit.js';
import { GROUP_CHAT_SETTINGS } from './group-chat-setting.js';
import type { HandoffOptions } from './handoff.js';
import type { Middleware } from './middleware.js';
import type { DialogOptions, SessionOptions } from './session-options.js';

/** The options of a bot with every default filled in. */
export interface BotSettings extends ResolvedBotOptions {
  readonly session: Required<Omit<SessionOptions<object>, 'migrate'>> & Pick<SessionOptions<object>, 'migrate'>;
  readonly dialog: Required<DialogOptions>;
  readonly middleware: readonly Middleware[];
  readonly flood?: FloodOptions;
  readonly handoff: Required<Omit<HandoffOptions, 'webhook'>> & Pick<HandoffOptions, 'webhook'>;
}

const HOUR = 60 * 60 * 1000;

/** Fills in the defaults. */
export function toBotSettings(botClass: Class, { uid, aliases = [], groupChatSetting = 'mentionedMessages', ...given }: BotOptions<object>): BotSettings {
  const flood = floodLimitOf(botClass, given.flood);
  return Object.freeze({
    uid,
    aliases: Object.freeze([...aliases]),
    groupChatSetting,
    session: Object.freeze({ initial: () => ({}), ttlMs: 30 * 24 * HOUR, version: 1, ...given.session }),
    dialog: Object.freeze({ timeoutMs: HOUR, cancelWords: ['cancel'], cancelled: 'Cancelled.', ...given.dialog }),
    middleware: Object.freeze([...(given.middleware ?? [])]),
    ...(flood ? { flood: Object.freeze({ ...flood }) } : {}),
    handoff: Object.freeze({ forMs: 24 * HOUR, say: 'A person will take over from here.', sayResumed: 'I am back.', ...given.handoff }),
  });
}

/** What CometChat would not take, each with its fix. */
export function problemsOfBotOptions(options: BotOptions<object>): string[] {
  const setting = options.groupChatSetting;
  const problems = [...uidProblems('uid', options.uid, 50)];
  // An alias is a user's uid, and users may have 100 characters.
  for (const alias of options.aliases ?? []) problems.push(...uidProblems('alias', alias, 100));
  if (setting !== undefined && !GROUP_CHAT_SETTINGS.includes(setting)) {
    problems.push(`groupChatSetting ${JSON.stringify(setting)} is unknown. Choose one of ${GROUP_CHAT_SETTINGS.join(', ')}.`);
  }
  return problems;
}

function* uidProblems(what: string, uid: string, longest: number): Generator<string> {
  if (/^[a-z0-9_-]+$/.test(uid) && uid.length <= longest) return;
  const rule = `CometChat takes 1 to ${longest} of a-z, 0-9, _ and -, and makes capitals small`;
  yield `the ${what} ${JSON.stringify(uid)} cannot be used: ${rule}. Write ${JSON.stringify(suggested(uid, longest))}.`;
}

function suggested(uid: string, longest: number): string {
  return String(uid).toLowerCase().replace(/[^a-z0-9_-]+/g, '_').slice(0, longest) || 'my_bot';
}
