import { Injectable } from '@nestjs/common';
import type { Message } from './entities.js';

/** Lists that only grow at the end, so that each stays in the order of the ids. */
class Index<K> {
  private readonly lists = new Map<K, Message[]>();

  add(key: K, message: Message): void {
    const list = this.lists.get(key);
    if (list) list.push(message);
    else this.lists.set(key, [message]);
  }

  get(key: K): readonly Message[] {
    return this.lists.get(key) ?? [];
  }

  remove(key: K, message: Message): void {
    const list = this.lists.get(key);
    const at = list?.indexOf(message) ?? -1;
    if (at >= 0) list?.splice(at, 1);
  }

  clear(): void {
    this.lists.clear();
  }
}

@Injectable()
export class MessagesStore {
  private nextId = 1;
  private inOrder: Message[] = [];
  private readonly byId = new Map<number, Message>();
  private readonly byConversation = new Index<string>();
  private readonly byTag = new Index<string>();
  private readonly byParent = new Index<number>();
  private readonly byMuid = new Index<string>();

  add(message: Omit<Message, 'id'>): Message {
    const stored = { id: this.nextId++, ...message };
    this.keep(stored);
    return stored;
  }

  find(id: number): Message | undefined {
    return this.byId.get(id);
  }

  all(): readonly Message[] {
    return this.inOrder;
  }

  ofConversation(conversationId: string): readonly Message[] {
    return this.byConversation.get(conversationId);
  }

  withTag(tag: string): readonly Message[] {
    return this.byTag.get(tag);
  }

  inThread(parentId: number): readonly Message[] {
    return this.byParent.get(parentId);
  }

  withMuid(muid: string): readonly Message[] {
    return this.byMuid.get(muid);
  }

  setTags(message: Message, tags: string[]): void {
    for (const tag of message.tags ?? []) this.byTag.remove(tag, message);
    message.tags = tags;
    // A tag given later can break the order of ids in its list; sorting here keeps every reader simple.
    for (const tag of new Set(tags)) {
      this.byTag.add(tag, message);
      (this.byTag.get(tag) as Message[]).sort((a, b) => a.id - b.id);
    }
  }

  delete(message: Message): void {
    this.byId.delete(message.id);
    this.inOrder.splice(this.inOrder.indexOf(message), 1);
    this.byConversation.remove(message.conversationId, message);
    for (const tag of message.tags ?? []) this.byTag.remove(tag, message);
    if (message.parentId !== undefined) this.byParent.remove(message.parentId, message);
    if (message.muid !== undefined) this.byMuid.remove(message.muid, message);
  }

  replaceAll(messages: Message[], nextId = 1): void {
    this.inOrder = [];
    this.byId.clear();
    for (const index of [this.byConversation, this.byTag, this.byMuid, this.byParent]) index.clear();
    const sorted = [...messages].sort((a, b) => a.id - b.id);
    for (const message of sorted) this.keep(message);
    this.nextId = Math.max(nextId, (sorted.at(-1)?.id ?? 0) + 1);
  }

  get nextMessageId(): number {
    return this.nextId;
  }

  private keep(message: Message): void {
    this.inOrder.push(message);
    this.byId.set(message.id, message);
    this.byConversation.add(message.conversationId, message);
    for (const tag of new Set(message.tags)) this.byTag.add(tag, message);
    if (message.parentId !== undefined) this.byParent.add(message.parentId, message);
    if (message.muid !== undefined) this.byMuid.add(message.muid, message);
  }
}
