import { cardProblems } from './card-problems.js';
import { checkReplyOptions } from './check-reply-options.js';
import type { JsonObject } from './json.js';
import type { CardReply, ReplyOptions } from './reply.js';

/**
 * A card by Card JSON 1.0; the version and a plain background need not be written.
 *
 * @example
 * const hello: CardInput = { body: [{ id: 't', type: 'text', content: 'Hello' }], fallbackText: 'Hello' };
 */
export interface CardInput {
  body: JsonObject[];
  /** What is shown where a card cannot be: always say what the card says. */
  fallbackText: string;
  style?: JsonObject;
  version?: '1.0';
}

const PLAIN_STYLE = { background: { light: '#FFFFFF', dark: '#1C1C1E' } };

/**
 * A card, checked against Card JSON 1.0 before anything is sent. An app that shows no cards gets `fallbackText`.
 * `actions` names the texts of `sendMessage` buttons that are to come back to `@OnAction`.
 *
 * @example
 * return card({
 *   body: [
 *     { id: 'title', type: 'text', content: 'Order 712' },
 *     { id: 'track', type: 'button', label: 'Track', action: { type: 'sendMessage', text: 'Track order 712' } },
 *   ],
 *   fallbackText: 'Order 712 is packed. Write "Track order 712" to follow it.',
 * }, { actions: { 'Track order 712': 'track' } });
 * @throws TypeError that lists everything that is wrong with the card
 * @see https://www.cometchat.com/docs/card-builder/schema
 */
export function card(input: CardInput, options: ReplyOptions = {}): CardReply {
  checkReplyOptions(options);
  const whole = { version: '1.0', style: PLAIN_STYLE, ...input } as const;
  const problems = cardProblems(whole as JsonObject);
  if (problems.length > 0) throw new TypeError(`This card cannot be shown: ${problems.join('; ')}.`);
  return { kind: 'card', card: whole as JsonObject, text: input.fallbackText, ...options };
}
