import { Injectable } from '@nestjs/common';
import type { History, IncomingMessage, JsonObject, PastMessage } from '../bot-kit/index.js';
import { CometChatClient } from './cometchat.client.js';
import type { StoredMessage } from './stored-message.js';

const MOST_AT_ONCE = 1_000;
// They are listed among the messages, but nobody said them.
const EVENTS = new Set(['action', 'call']);

/** `context.history(n)`, out of CometChat's own lists: nothing is kept here. */
@Injectable()
export class CometChatHistory implements History {
  constructor(private readonly client: CometChatClient) {}

  async before(message: IncomingMessage, limit: number, { signal }: { signal: AbortSignal }): Promise<PastMessage[]> {
    const { bot, receiverType } = message;
    const receiver = receiverType === 'group' ? message.receiver : message.sender;
    // Twice as many, since some of them are events or deleted.
    const listed = await this.client.history({ bot, receiver, receiverType }, { limit: Math.min(limit * 2, MOST_AT_ONCE), before: numericId(message), signal });
    return listed.filter((past) => isSaid(past) && isBefore(past, message)).slice(-limit).map(toPastMessage);
  }
}

/** Where the callback had no id, ours is a hash that CometChat does not know. */
function numericId({ id }: IncomingMessage): string | undefined {
  return /^\d+$/.test(id) ? id : undefined;
}

function isSaid({ category, ...past }: StoredMessage): boolean {
  return !EVENTS.has(category) && !past.deletedAt;
}

function isBefore(past: StoredMessage, message: IncomingMessage): boolean {
  return numericId(message) === undefined || Number(past.id) < Number(message.id);
}

function toPastMessage({ id, sender, category, type, data = {}, sentAt }: StoredMessage): PastMessage {
  return { id: String(id), sender, category, type, text: typeof data.text === 'string' ? data.text : '', data: data as JsonObject, sentAt };
}
