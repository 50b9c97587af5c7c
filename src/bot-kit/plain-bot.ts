import type { Answer, MaybePromise } from './answer.js';
import type { IncomingMessage } from './incoming-message.js';
import type { MessageContext } from './message-context.js';

/**
 * A bot that wants it plain: every message comes to `handle`.
 *
 * @example
 * @Bot('length_bot')
 * export class LengthBot implements PlainBot {
 *   handle(_message: IncomingMessage, { text }: MessageContext) { return `${text.length} characters`; }
 * }
 */
export interface PlainBot {
  handle(message: IncomingMessage, context: MessageContext): MaybePromise<Answer>;
}
