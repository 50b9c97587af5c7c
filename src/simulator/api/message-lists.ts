import { Injectable } from '@nestjs/common';
import { conversationIdOf } from '../state/conversation-id.js';
import type { Message } from '../state/entities.js';
import { GroupsStore } from '../state/groups.store.js';
import { MessagesStore } from '../state/messages.store.js';
import { Receipts } from '../state/receipts.js';
import { fits, messagePage, readMessageQuery, type MessageQuery } from './message-query.js';
import { Presenter } from './presenter.js';

/** A list in the order of the ids, and what belongs in it. */
interface Scope {
  messages: readonly Message[];
  contains: (message: Message) => boolean;
}

/** Lists of messages, each looked up by the index that leaves the least to go through. */
@Injectable()
export class MessageLists {
  constructor(
    private readonly messages: MessagesStore,
    private readonly groups: GroupsStore,
    private readonly receipts: Receipts,
    private readonly presenter: Presenter,
  ) {}

  everywhere(rawQuery: Record<string, unknown>, viewer?: string) {
    const query = readMessageQuery(rawQuery);
    const scope = query.conversationId === undefined ? this.all() : this.conversation(query.conversationId);
    const contains = (message: Message) => scope.contains(message) && (viewer === undefined || this.mayRead(viewer, message));
    return this.page({ ...scope, contains }, query, viewer);
  }

  /** What `uid` and the viewer wrote to each other; without a viewer, all that `uid` may read. */
  ofUser(uid: string, rawQuery: Record<string, unknown>, viewer?: string) {
    const query = readMessageQuery(rawQuery);
    if (viewer !== undefined) return this.page(this.conversation(conversationIdOf(viewer, 'user', uid)), query, viewer);
    return this.page({ ...this.all(), contains: (message) => this.mayRead(uid, message) }, query, uid);
  }

  ofGroup(guid: string, rawQuery: Record<string, unknown>, viewer?: string) {
    return this.page(this.conversation(`group_${guid}`), readMessageQuery(rawQuery), viewer);
  }

  inThread(parentId: number, rawQuery: Record<string, unknown>, viewer?: string) {
    const scope = { messages: this.messages.inThread(parentId), contains: (message: Message) => message.parentId === parentId };
    return this.page(scope, readMessageQuery(rawQuery), viewer);
  }

  mayRead(uid: string, { sender, receiver, receiverType }: Message): boolean {
    if (sender === uid) return true;
    return receiverType === 'user' ? receiver === uid : this.groups.isMember(receiver, uid);
  }

  private all(): Scope {
    return { messages: this.messages.all(), contains: () => true };
  }

  private conversation(id: string): Scope {
    return { messages: this.messages.ofConversation(id), contains: (message) => message.conversationId === id };
  }

  private page(scope: Scope, query: MessageQuery, viewer?: string) {
    const [tag, ...others] = query.tags ?? [];
    // The few messages of one tag are gone through instead of a whole conversation.
    const candidates = tag !== undefined && others.length === 0 ? this.messages.withTag(tag) : scope.messages;
    const accept = (message: Message) => scope.contains(message) && fits(message, query, viewer) && this.isAwaited(message, query, viewer);
    const { page, meta } = messagePage(candidates, query, accept);
    return { data: page.map((message) => this.presenter.message(message, { withTags: query.withTags === true })), meta };
  }

  private isAwaited(message: Message, { unread, undelivered }: MessageQuery, viewer?: string): boolean {
    if (viewer === undefined || message.sender === viewer) return !unread && !undelivered;
    if (unread && message.id <= this.receipts.readUpTo(viewer, message.conversationId)) return false;
    return !(undelivered && message.id <= this.receipts.deliveredUpTo(viewer, message.conversationId));
  }
}
