import { Injectable } from '@nestjs/common';
import { conversationIdOf } from '../state/conversation-id.js';
import type { Group, ReceiverType } from '../state/entities.js';
import { MessagesStore } from '../state/messages.store.js';
import { Receipts } from '../state/receipts.js';
import { UsersStore } from '../state/users.store.js';
import { CometChatApiError } from './cometchat-api-error.js';
import { Presenter } from './presenter.js';

interface Peer {
  receiverType: ReceiverType;
  receiver: string;
}

@Injectable()
export class Conversations {
  constructor(
    private readonly messages: MessagesStore,
    private readonly receipts: Receipts,
    private readonly users: UsersStore,
    private readonly presenter: Presenter,
  ) {}

  withUser(reader: string, uid: string) {
    const conversationId = conversationIdOf(reader, 'user', uid);
    const conversationWith = { ...this.presenter.user(this.users.shown(uid)), conversationId };
    return { ...this.standing(reader, { receiverType: 'user', receiver: uid }), conversationWith };
  }

  withGroup(reader: string, group: Group) {
    return { ...this.standing(reader, { receiverType: 'group', receiver: group.guid }), conversationWith: this.presenter.group(group, reader) };
  }

  /** Marks all, or all up to one message. */
  mark(kind: 'read' | 'delivered', reader: string, { receiverType, receiver }: Peer, messageId?: number): void {
    const conversationId = conversationIdOf(reader, receiverType, receiver);
    const last = this.messages.ofConversation(conversationId).at(-1)?.id ?? 0;
    this.receipts.mark(kind, reader, conversationId, Math.min(messageId ?? last, last));
  }

  private standing(reader: string, { receiverType, receiver }: Peer) {
    const conversationId = conversationIdOf(reader, receiverType, receiver);
    const messages = this.messages.ofConversation(conversationId);
    const [first, last] = [messages[0], messages.at(-1)];
    if (!first || !last) throw new CometChatApiError('ERR_CONVERSATION_NOT_FOUND', `There is no conversation ${conversationId} yet.`);
    const readUpTo = this.receipts.readUpTo(reader, conversationId);
    const unread = messages.filter(({ id, sender, category }) => id > readUpTo && sender !== reader && category !== 'action').length;
    return {
      conversationId,
      conversationType: receiverType,
      unreadMessageCount: String(unread),
      createdAt: first.sentAt,
      updatedAt: last.updatedAt,
      lastMessage: this.presenter.message(last),
    };
  }
}
