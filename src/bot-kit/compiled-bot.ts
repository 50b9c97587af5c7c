import type { GroupChatSetting } from './group-chat-setting.js';
import type { IncomingMessage } from './incoming-message.js';
import type { JsonValue } from './json.js';
import type { Reply } from './reply.js';
import type { Trigger } from './trigger.js';

/**
 * One remembered value and how long it is kept after this message, in milliseconds.
 *
 * @example
 * const remembered: Remembered = { value: { visits: 3 }, ttlMs: 60_000 };
 */
export interface Remembered {
  value: JsonValue;
  ttlMs: number;
}

/**
 * What is remembered: for the conversation as a whole, and for the sender in it.
 *
 * @example
 * const memory: Memory = { person: { session: { visits: 3 } } };
 */
export interface Memory {
  conversation?: JsonValue;
  person?: JsonValue;
}

/**
 * One run of a bot on one message, as the processor asks for it.
 *
 * @example
 * const run: BotRun = { message, memory: {}, signal, attempt: 1 };
 */
export interface BotRun {
  message: IncomingMessage;
  memory: Memory;
  /** Aborts on HANDLER_TIMEOUT_MS and on shutdown. */
  signal: AbortSignal;
  /** 1 on the first try. */
  attempt: number;
}

/**
 * All that a run of a bot changes; committed in one step, or not at all.
 *
 * @example
 * const outcome: Outcome = await bot.run({ message, memory: {}, signal, attempt: 1 });
 */
export interface Outcome {
  /** In the order the user is to see them; empty: nothing to say. */
  replies: Reply[];
  /** A field that is absent stays as it is; null forgets it. */
  memory?: { conversation?: Remembered | null; person?: Remembered | null };
  /** `limited`: silenced by the flood limit, which counts as answered. Default `answered`. */
  ended?: 'answered' | 'limited';
}

/**
 * What every bot becomes, however it was written: the only thing the processor knows of a bot.
 *
 * @example
 * const bot: CompiledBot = compileBot(new EchoBot());
 */
export interface CompiledBot {
  /** The name of its class, for messages to its author. */
  readonly name?: string;
  readonly uid: string;
  readonly aliases: readonly string[];
  readonly groupChatSetting: GroupChatSetting;
  /** What its methods are set off by, in the order in which they are asked. */
  readonly handlers: readonly { readonly method: string; readonly trigger: Trigger }[];
  /** Rejects when the handler fails; the message is then tried again later. */
  run(run: BotRun): Promise<Outcome>;
}
