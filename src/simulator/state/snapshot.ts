import { Injectable } from '@nestjs/common';
import { BotsStore } from './bots.store.js';
import type { Bot, Message, User } from './entities.js';
import { type GroupSnapshot, GroupsStore } from './groups.store.js';
import { MessagesStore } from './messages.store.js';
import { type ReceiptSnapshot, Receipts } from './receipts.js';
import { UsersStore } from './users.store.js';

/** The whole state as JSON. */
export interface Snapshot {
  users: User[];
  bots: Bot[];
  groups: GroupSnapshot[];
  messages: Message[];
  receipts: ReceiptSnapshot;
  nextMessageId: number;
}

@Injectable()
export class Snapshots {
  constructor(
    private readonly users: UsersStore,
    private readonly bots: BotsStore,
    private readonly groups: GroupsStore,
    private readonly messages: MessagesStore,
    private readonly receipts: Receipts,
  ) {}

  get nextMessageId(): number {
    return this.messages.nextMessageId;
  }

  take(): Snapshot {
    return {
      users: this.users.all(),
      bots: this.bots.all(),
      groups: this.groups.snapshot(),
      messages: [...this.messages.all()],
      receipts: this.receipts.snapshot(),
      nextMessageId: this.nextMessageId,
    };
  }

  restore(snapshot: Partial<Snapshot>): void {
    const copy = structuredClone(snapshot);
    this.users.replaceAll(copy.users ?? []);
    this.bots.replaceAll(copy.bots ?? []);
    this.groups.replaceAll(copy.groups ?? []);
    this.messages.replaceAll(copy.messages ?? [], copy.nextMessageId);
    this.receipts.replaceAll(copy.receipts ?? []);
  }
}
