import { Injectable } from '@nestjs/common';
import type { ReceiverType } from '../bot-kit/index.js';
import { CometChatHttp, type HttpRequest } from './cometchat-http.js';
import { messageBody, REPLY_ID } from './message-body.js';
import type { OutgoingMessage } from './outgoing-message.js';
import { pathSegment } from './path-segment.js';
import type { StoredMessage } from './stored-message.js';
import { refused, unreachable, unreadable, type Asked } from './to-cometchat-error.js';

interface Cancelable {
  signal?: AbortSignal;
}

/** Whose messages with whom, as the bot sees them. */
export interface Conversation {
  bot: string;
  /** The peer's uid in a 1:1 chat, the guid in a group. */
  receiver: string;
  receiverType: ReceiverType;
}

export interface HistoryOptions extends Cancelable {
  /** At most this many, the newest of them. */
  limit: number;
  /** Only what was written before this message. */
  before?: string;
}

/** The only thing here that talks to CometChat. Whatever goes wrong is a `CometChatError`. */
@Injectable()
export class CometChatClient {
  constructor(private readonly http: CometChatHttp) {}

  /** Sends it as the bot, in its thread where it has one. */
  async send(outgoing: OutgoingMessage, { signal }: Cancelable = {}): Promise<{ id: string }> {
    const { bot, parentId, reply } = outgoing;
    const inThread = parentId !== undefined;
    const path = inThread ? `/messages/${pathSegment(parentId)}/thread` : `/bots/${pathSegment(bot)}/messages`;
    const asked = { call: `POST ${path}`, inThread, rich: reply.kind === 'card' || reply.kind === 'interactive' };
    const headers = inThread ? { onBehalfOf: bot } : undefined;
    const sent = await this.call<StoredMessage>({ method: 'POST', path, body: messageBody(outgoing), headers, signal }, asked);
    if (!isMessage(sent)) throw unreadable(200, asked);
    return { id: String(sent.id) };
  }

  /**
   * The message CometChat has under this id, if it has it. Throws where the look-up itself fails: then nothing is known.
   * The tag filter alone is not relied on, because an API that ignored it would list other messages.
   */
  async find(outgoing: OutgoingMessage, options: Cancelable = {}): Promise<{ id: string } | undefined> {
    const inConversation = await this.findIn(conversationPath(outgoing), outgoing, { 'tags[]': outgoing.id, withTags: true, limit: 100 }, options);
    if (inConversation || outgoing.parentId === undefined) return inConversation;
    return this.findIn(`/messages/${pathSegment(outgoing.parentId)}/thread`, outgoing, { withTags: true, limit: 100 }, options);
  }

  /** The newest messages of a conversation, oldest first. */
  async history(conversation: Conversation, { limit, before, signal }: HistoryOptions): Promise<StoredMessage[]> {
    const query = { affix: 'prepend', limit, ...(before !== undefined && { id: before }) };
    const messages = await this.list(conversationPath(conversation), conversation.bot, query, signal);
    return messages.sort((a, b) => Number(a.id) - Number(b.id)).slice(-limit);
  }

  private async findIn(path: string, outgoing: OutgoingMessage, query: HttpRequest['query'], { signal }: Cancelable): Promise<{ id: string } | undefined> {
    const messages = await this.list(path, outgoing.bot, query, signal).catch((error: unknown) => {
      if (isNotFound(error)) return [];
      throw error;
    });
    const found = messages.find((message) => message.sender === outgoing.bot && carriesId(message, outgoing.id));
    return found && { id: String(found.id) };
  }

  private async list(path: string, bot: string, query: HttpRequest['query'], signal?: AbortSignal): Promise<StoredMessage[]> {
    const asked = { call: `GET ${path}` };
    const messages = await this.call<StoredMessage[]>({ method: 'GET', path, query, headers: { onBehalfOf: bot }, signal }, asked);
    if (!Array.isArray(messages)) throw unreadable(200, asked);
    return messages.filter(isMessage);
  }

  private call<T>(request: HttpRequest, asked: Asked): Promise<T | undefined> {
    return this.http.request(request).then(
      (answer) => {
        if (answer.status < 200 || answer.status > 299) throw refused(answer, asked);
        return (answer.body as { data?: T } | undefined)?.data;
      },
      (error: unknown) => {
        throw unreachable(error, asked);
      },
    );
  }
}

function conversationPath({ receiver, receiverType }: Conversation): string {
  return `/${receiverType === 'group' ? 'groups' : 'users'}/${pathSegment(receiver)}/messages`;
}

function carriesId(message: StoredMessage, id: string): boolean {
  return message.tags?.includes(id) === true || message.muid === id || message.data?.metadata?.[REPLY_ID] === id;
}

function isMessage(value: StoredMessage | undefined): value is StoredMessage {
  return typeof value === 'object' && value !== null && value.id !== undefined;
}

/** The peer, the group or the thread is gone: then the message is not there either. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 404;
}
