import { parseCommandLine } from './command-line.js';
import type { JsonValue } from './json.js';
import type { Recipient } from './outbox.js';
import type { ConversationMemory } from './person-memory.js';
import type { Turn } from './turn.js';

/**
 * How a bot hands a conversation to a person.
 *
 * @example
 * @Bot({ uid: 'support_bot', handoff: { webhook: 'https://desk.example.com/handoffs', forMs: 8 * 60 * 60 * 1000 } })
 */
export interface HandoffOptions {
  /** How long the bot keeps silent. Default 24 hours. */
  forMs?: number;
  /** What is said when a person takes over. */
  say?: string;
  /** What is said when the bot is back. */
  sayResumed?: string;
  /** Where to POST the `Handoff` as JSON. At least once: a repeated call has the same `idempotency-key`. */
  webhook?: string;
}

/**
 * What the webhook of a handoff is told.
 *
 * @example
 * { bot: 'support_bot', conversation: { receiver: 'alice', receiverType: 'user' }, sender: 'alice', reason: 'is angry', messageId: '712' }
 */
export interface Handoff {
  bot: string;
  conversation: Recipient;
  sender: string;
  reason: string;
  messageId: string;
}

/** POSTs a handoff, and throws if it is not taken: the message is then tried again. */
export async function postHandoff(url: string, handoff: Handoff, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': `${handoff.bot}-${handoff.messageId}` };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(handoff), redirect: 'error', signal });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The handoff webhook answered ${response.status}. Is its URL right?`);
}

/** While a person has the conversation: silence, but for `/bot resume`. Undefined: the bot has it. */
export function whileHandedOff(turn: Turn): string[] | undefined {
  if (!turn.conversation.handoff) return undefined;
  const line = turn.isText ? parseCommandLine(turn.text) : undefined;
  if (line?.name !== 'bot' || line.args[0]?.toLowerCase() !== 'resume') return [];
  delete turn.conversation.handoff;
  return [turn.bot.options.handoff.sayResumed];
}

/**
 * What is remembered of a conversation, with the bot back in it: for resuming from outside the chat.
 *
 * @example
 * await store(resumed(memory.conversation)); // null: nothing is left to remember
 */
export function resumed(conversation: JsonValue | undefined): JsonValue | null {
  if (typeof conversation !== 'object' || conversation === null || Array.isArray(conversation)) return conversation ?? null;
  const { handoff: _, ...rest } = conversation as ConversationMemory & { [part: string]: JsonValue };
  return Object.keys(rest).length > 0 ? (rest as JsonValue) : null;
}
