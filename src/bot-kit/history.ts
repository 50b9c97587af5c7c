import type { IncomingMessage } from './incoming-message.js';
import type { JsonObject } from './json.js';

/**
 * A message that was written before.
 *
 * @example
 * const asked: PastMessage = { id: '7', sender: 'alice', category: 'message', type: 'text', text: 'order 7', data: { text: 'order 7' } };
 */
export interface PastMessage {
  readonly id: string;
  readonly sender: string;
  readonly category: string;
  readonly type: string;
  /** The text or the caption; empty if there is none. */
  readonly text: string;
  readonly data: JsonObject;
  /** Unix seconds. */
  readonly sentAt?: number;
}

/**
 * What was said in a conversation. Handlers ask it through `context.history(n)`.
 *
 * @example
 * const newest = await history.before(message, 10, { signal });
 * @see https://www.cometchat.com/docs/rest-api/messages/list-user-messages
 */
export abstract class History {
  /** The newest messages before this one, oldest first, at most `limit`, those of the bot among them. */
  abstract before(message: IncomingMessage, limit: number, options: { signal: AbortSignal }): Promise<PastMessage[]>;
}
