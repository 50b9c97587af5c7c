import type { Reply } from './reply.js';

/**
 * Sends a reply in the thread of the message, or in a new thread that starts at it.
 *
 * @example
 * return inThread('More about that here.');
 * @see https://www.cometchat.com/docs/rest-api/messages/send-threaded-message
 */
export function inThread(reply: string | Reply): Reply {
  return typeof reply === 'string' ? { kind: 'text', text: reply, inThread: true } : { ...reply, inThread: true };
}
