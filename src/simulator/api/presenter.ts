import { Injectable } from '@nestjs/common';
import { Switches } from '../faults/switches.js';
import type { Group, Json, JsonObject, Message, User } from '../state/entities.js';
import { GroupsStore } from '../state/groups.store.js';
import { mentionedUids } from '../state/mentions.js';
import { MessagesStore } from '../state/messages.store.js';
import { UsersStore } from '../state/users.store.js';
import { omitEmpty } from './omit-empty.js';

export type Shown = Record<string, unknown>;

/** What CometChat shows of its things, in the key order of its examples. */
@Injectable()
export class Presenter {
  constructor(
    private readonly users: UsersStore,
    private readonly groups: GroupsStore,
    private readonly switches: Switches,
    private readonly messages: MessagesStore,
  ) {}

  user(user: User, withTags = true): Shown {
    const { uid, name, link, avatar, metadata, status, role, statusMessage, lastActiveAt, createdAt, updatedAt, deactivatedAt, tags } = user;
    const shown = { uid, name, link, avatar, metadata, status, role, statusMessage, lastActiveAt, createdAt, updatedAt, deactivatedAt };
    return omitEmpty({ ...shown, tags: withTags ? tags : undefined });
  }

  group(group: Group, viewer?: string): Shown {
    const { guid, name, icon, type, description, owner, metadata, tags, createdAt, updatedAt } = group;
    const members = this.groups.members(guid);
    const self = viewer === undefined ? undefined : members.get(viewer);
    const shown = omitEmpty({ guid, name, icon, type, description, owner, metadata, tags, createdAt, updatedAt });
    const mine = viewer === undefined ? {} : omitEmpty({ hasJoined: self !== undefined, scope: self?.scope, joinedAt: self?.joinedAt });
    return { ...shown, membersCount: members.size, conversationId: `group_${guid}`, ...mine };
  }

  message(message: Message, { withTags = true }: { withTags?: boolean } = {}): Shown {
    const { id, muid, conversationId, sender, receiverType, receiver, category, type, sentAt, updatedAt } = message;
    const { editedAt, editedBy, deletedAt, deletedBy, parentId, tags } = message;
    const head = { id: String(id), conversationId, sender, receiverType, receiver, category, type, data: this.data(message), sentAt, updatedAt };
    return {
      ...head,
      ...omitEmpty({ editedAt, editedBy, deletedAt, deletedBy, parentId: parentId === undefined ? undefined : String(parentId) }),
      ...(withTags && tags && tags.length > 0 ? { tags } : {}),
      ...(this.switches.values.muidInAnswers && muid !== undefined ? { muid } : {}),
      ...(message.quotedMessageId === undefined ? {} : { quotedMessage: this.quoted(message.quotedMessageId) }),
    };
  }

  /** The message that is quoted, without who its sides are; of one that is gone only the id is left. */
  private quoted(quotedMessageId: number): Shown {
    const message = this.messages.find(quotedMessageId);
    if (!message) return { id: String(quotedMessageId) };
    const { conversationId, sender, receiverType, receiver, category, type, sentAt, deletedAt } = message;
    const data = deletedAt === undefined ? message.data : {};
    return { id: String(quotedMessageId), conversationId, sender, receiverType, receiver, category, type, data, sentAt, ...omitEmpty({ deletedAt }) };
  }

  /** The data of a message with what CometChat adds to it: who is mentioned, who reacted, and who the two sides are. */
  private data(message: Message): JsonObject {
    if (message.deletedAt !== undefined) return {};
    const mentions = this.mentions(message.data.text);
    const reactions = Object.entries(message.reactions ?? {}).map(([reaction, by]) => ({ reaction, count: Object.keys(by).length }));
    return {
      ...message.data,
      ...(mentions && { mentions }),
      ...(reactions.length > 0 && { reactions }),
      ...(message.category === 'action' || message.category === 'call' ? {} : { entities: this.entities(message) }),
    };
  }

  mentions(text: unknown): JsonObject | undefined {
    const known = mentionedUids(text).filter((uid) => this.users.has(uid));
    if (known.length === 0) return undefined;
    return Object.fromEntries(known.map((uid) => [uid, { uid, name: this.users.shown(uid).name }]));
  }

  private entities({ sender, receiver, receiverType, conversationId }: Message): JsonObject {
    return {
      sender: this.userEntity(sender),
      receiver: receiverType === 'user' ? this.userEntity(receiver, conversationId) : this.groupEntity(receiver),
    };
  }

  userEntity(uid: string, conversationId?: string): JsonObject {
    const { name, avatar, status, role, createdAt, lastActiveAt } = this.users.shown(uid);
    const entity = omitEmpty({ uid, name, avatar, status, role, lastActiveAt, createdAt, conversationId });
    return { entity: entity as JsonObject, entityType: 'user' };
  }

  groupEntity(guid: string): JsonObject {
    const { name, icon, type, owner, createdAt, description } = this.groups.find(guid) ?? { name: guid, type: 'public', createdAt: 0 } as Group;
    const membersCount = this.groups.members(guid).size;
    const entity = { ...omitEmpty({ guid, name, icon, type, owner, createdAt, description }), membersCount, conversationId: `group_${guid}` };
    return { entity: entity as Record<string, Json>, entityType: 'group' };
  }
}
