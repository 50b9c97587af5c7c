import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Relay } from '../callbacks/relay.js';
import { unixSeconds } from '../state/clock.js';
import type { MemberScope, Message } from '../state/entities.js';
import { GroupsStore } from '../state/groups.store.js';
import { MessagesStore } from '../state/messages.store.js';
import { UsersStore } from '../state/users.store.js';
import { CometChatApiError, uidNotFound } from './cometchat-api-error.js';
import { Presenter } from './presenter.js';

const uids = z.array(z.string().transform((uid) => uid.toLowerCase())).optional();
export const rosterSchema = z.object({ admins: uids, moderators: uids, participants: uids, usersToBan: uids });
export type Roster = z.infer<typeof rosterSchema>;

const SCOPE_OF = { admins: 'admin', moderators: 'moderator', participants: 'participant' } as const satisfies Record<string, MemberScope>;

/** Who is in a group. Every change leaves an action message in the group, as CometChat's answers show. */
@Injectable()
export class GroupMembership {
  constructor(
    private readonly groups: GroupsStore,
    private readonly users: UsersStore,
    private readonly messages: MessagesStore,
    private readonly relay: Relay,
    private readonly presenter: Presenter,
  ) {}

  /** Adds and bans; the answer tells for each uid what became of it. */
  add(guid: string, roster: Roster, actor: string) {
    const result: Record<string, Record<string, unknown>> = {};
    for (const list of ['admins', 'moderators', 'participants'] as const) {
      if (!roster[list]) continue;
      result[list] = Object.fromEntries(roster[list].map((uid) => [uid, this.tryOne(() => this.addOne(guid, uid, SCOPE_OF[list], actor))]));
    }
    if (roster.usersToBan) {
      result.usersToBan = Object.fromEntries(roster.usersToBan.map((uid) => [uid, this.tryOne(() => this.ban(guid, uid))]));
    }
    return result;
  }

  join(guid: string, uid: string, scope: MemberScope): void {
    this.groups.members(guid).set(uid, { uid, scope, joinedAt: unixSeconds() });
  }

  changeScope(guid: string, uid: string, scope: MemberScope, actor: string) {
    const member = this.member(guid, uid);
    member.scope = scope;
    this.note(guid, uid, actor, 'scopeChanged');
    return { guid, uid, scope, joinedAt: member.joinedAt };
  }

  kick(guid: string, uid: string, actor: string): void {
    this.member(guid, uid);
    this.groups.members(guid).delete(uid);
    this.note(guid, uid, actor, actor === uid ? 'left' : 'kicked');
  }

  private member(guid: string, uid: string) {
    const member = this.groups.members(guid).get(uid);
    const sentence = `The user with UID ${uid} is not a member of the group with GUID ${guid}.`;
    if (!member) throw new CometChatApiError('ERR_NOT_A_MEMBER', sentence, { status: 404 });
    return member;
  }

  private addOne(guid: string, uid: string, scope: MemberScope, actor: string) {
    if (!this.users.find(uid)) throw uidNotFound(uid);
    if (this.groups.isMember(guid, uid)) {
      throw new CometChatApiError('ERR_ALREADY_JOINED', `The user with UID ${uid} has already joined the group with GUID ${guid}.`);
    }
    if (this.groups.banned(guid).has(uid)) {
      throw new CometChatApiError('ERR_BANNED_GROUPMEMBER', `The user with UID ${uid} is banned from the group with GUID ${guid}.`);
    }
    this.join(guid, uid, scope);
    return { data: this.presenter.message(this.note(guid, uid, actor, 'added')) };
  }

  private ban(guid: string, uid: string) {
    if (!this.users.find(uid)) throw uidNotFound(uid);
    this.groups.members(guid).delete(uid);
    this.groups.banned(guid).add(uid);
    return {};
  }

  private tryOne(work: () => object) {
    try {
      return { success: true, ...work() };
    } catch (error) {
      if (error instanceof CometChatApiError) return { success: false, ...error.body };
      throw error;
    }
  }

  private note(guid: string, uid: string, actor: string, action: string): Message {
    const now = unixSeconds();
    const entities = { by: this.presenter.userEntity(actor), on: this.presenter.userEntity(uid), for: this.presenter.groupEntity(guid) };
    const message = this.messages.add({
      conversationId: `group_${guid}`,
      sender: actor,
      receiverType: 'group',
      receiver: guid,
      category: 'action',
      type: 'groupMember',
      data: { action, entities },
      sentAt: now,
      updatedAt: now,
      storedAtMs: Date.now(),
    });
    this.relay.stored(message);
    return message;
  }
}
