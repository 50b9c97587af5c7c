import type { Reply, TextReply } from './reply.js';
import { splitText } from './split-text.js';

/** CometChat's limit for `data` is 10 KB; what we count, and what the other side may add, stays well below. */
const MOST_BYTES = 8_000;
/** An answer is committed in one step, and nobody reads a thousand messages. */
const MOST_MESSAGES = 1_000;
/** The reply's id, which is added to the metadata when it is sent. */
const ID_BYTES = 250;

/**
 * The replies as they can be sent: a text or caption that is too long for one message becomes several, in order.
 * Quick replies go with the last part.
 *
 * @example
 * fitReplies([text(aNovel)]).length; // 40
 * @throws RangeError if a reply is too large for CometChat and cannot be split, or the answer comes to more than 1,000 messages
 * @see https://www.cometchat.com/docs/articles/properties-and-constraints
 */
export function fitReplies(replies: readonly Reply[]): Reply[] {
  const messages = replies.flatMap(fit);
  if (messages.length > MOST_MESSAGES) {
    throw new RangeError(`An answer of ${messages.length} messages is too long: at most ${MOST_MESSAGES} go into one. Send a file, or the rest later with the Outbox.`);
  }
  return messages;
}

function fit(reply: Reply): Reply[] {
  if (fits(reply)) return [reply];
  switch (reply.kind) {
    case 'text':
      return fitText(reply);
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'custom':
      return fitCaption(reply);
    case 'card':
    case 'interactive':
      throw tooLarge(reply);
  }
}

function fitText({ text, quickReplies, ...reply }: TextReply): Reply[] {
  const ending = quickReplies ? { quickReplies } : {};
  if (!fits({ ...reply, ...ending, text: 'xxxx' })) throw tooLarge(reply);
  const parts = splitText(text, (part) => fits({ ...reply, ...ending, text: part }));
  return parts.map((part, index) => ({ ...reply, ...(index === parts.length - 1 ? ending : {}), text: part }));
}

/** The caption stays as far as it fits; the rest follows as text. */
function fitCaption(reply: Extract<Reply, { text?: string; kind: 'image' | 'video' | 'audio' | 'file' | 'custom' }>): Reply[] {
  const { text = '', inThread } = reply;
  if (text === '' || !fits({ ...reply, text: 'xxxx' })) throw tooLarge(reply);
  const [caption, ...rest] = splitText(text, (part) => fits({ ...reply, text: part }));
  return [{ ...reply, text: caption }, ...rest.map((part): Reply => ({ kind: 'text', text: part, ...(inThread ? { inThread } : {}) }))];
}

function fits(reply: Reply): boolean {
  return bytesOf(reply) <= MOST_BYTES - ID_BYTES;
}

/** The whole reply as JSON: a little more than the `data` it becomes. */
function bytesOf(reply: object): number {
  return Buffer.byteLength(JSON.stringify(reply));
}

function tooLarge(reply: Pick<Reply, 'kind'>): RangeError {
  return new RangeError(`A reply of kind ${reply.kind} has ${bytesOf(reply)} bytes beside its text; CometChat takes about ${MOST_BYTES}. Send less metadata or data.`);
}
