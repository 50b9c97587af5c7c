import { Injectable } from '@nestjs/common';
import { Relay } from '../callbacks/relay.js';
import { Switches } from '../faults/switches.js';
import { unixSeconds } from '../state/clock.js';
import { conversationIdOf } from '../state/conversation-id.js';
import type { Message } from '../state/entities.js';
import { MessagesStore } from '../state/messages.store.js';
import { CometChatApiError, messageNotFound } from './cometchat-api-error.js';
import { type Outgoing, readOutgoing } from './outgoing.js';
import { Presenter, type Shown } from './presenter.js';
import { type Receiver, Receivers } from './receivers.js';

export interface Send {
  sender: string;
  body: unknown;
  /** The length of the request in bytes, where it was said. */
  size: number;
  parentId?: number;
  /** Whether a quotedMessageId is honoured. */
  mayQuote: boolean;
}

/** Takes a message: checks it, stores it, and has it relayed to the bots. */
@Injectable()
export class MessageSender {
  constructor(
    private readonly messages: MessagesStore,
    private readonly receivers: Receivers,
    private readonly relay: Relay,
    private readonly presenter: Presenter,
    private readonly switches: Switches,
  ) {}

  send({ sender, body, size, parentId, mayQuote }: Send): Shown {
    const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
    const receiver = this.receivers.single(fields);
    const outgoing = readOutgoing(fields, size, this.switches);
    if (!mayQuote) outgoing.quotedMessageId = undefined;
    if (receiver) {
      this.receivers.check(sender, receiver);
      return this.presenter.message(this.store(sender, receiver, outgoing, parentId));
    }
    return this.broadcast(sender, this.receivers.several(fields), outgoing, parentId);
  }

  /** What is answered to several receivers is not documented: here, what became of each, as when members are added. */
  private broadcast(sender: string, receivers: Receiver[], outgoing: Outgoing, parentId?: number): Shown {
    const uids: Record<string, unknown> = {};
    const guids: Record<string, unknown> = {};
    for (const receiver of receivers) {
      const results = receiver.receiverType === 'user' ? uids : guids;
      results[receiver.receiver] = this.tryOne(sender, receiver, outgoing, parentId);
    }
    return { uids, guids };
  }

  private tryOne(sender: string, receiver: Receiver, outgoing: Outgoing, parentId?: number) {
    try {
      this.receivers.check(sender, receiver);
      return { success: true, data: this.presenter.message(this.store(sender, receiver, outgoing, parentId)) };
    } catch (error) {
      if (error instanceof CometChatApiError) return { success: false, ...error.body };
      throw error;
    }
  }

  private store(sender: string, { receiver, receiverType }: Receiver, outgoing: Outgoing, parentId?: number): Message {
    const conversationId = conversationIdOf(sender, receiverType, receiver);
    const twin = this.twin(sender, conversationId, outgoing.muid);
    if (twin) return twin;
    this.checkQuoted(outgoing.quotedMessageId, conversationId);
    const now = unixSeconds();
    const message = this.messages.add({
      ...outgoing,
      conversationId,
      sender,
      receiverType,
      receiver,
      parentId,
      sentAt: now,
      updatedAt: now,
      storedAtMs: Date.now(),
    });
    this.relay.stored(message);
    return message;
  }

  private checkQuoted(id: number | undefined, conversationId: string): void {
    if (id !== undefined && this.messages.find(id)?.conversationId !== conversationId) throw messageNotFound(id);
  }

  private twin(sender: string, conversationId: string, muid: string | undefined): Message | undefined {
    if (!this.switches.values.muidDedupe || muid === undefined) return undefined;
    return this.messages.withMuid(muid).find((message) => message.sender === sender && message.conversationId === conversationId);
  }
}
