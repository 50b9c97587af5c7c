import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Switches } from '../faults/switches.js';
import { APP_SYSTEM, type ReceiverType } from '../state/entities.js';
import { GroupsStore } from '../state/groups.store.js';
import { UsersStore } from '../state/users.store.js';
import { CometChatApiError, guidNotFound, uidNotFound } from './cometchat-api-error.js';

export interface Receiver {
  receiver: string;
  receiverType: ReceiverType;
}

const id = z.string().transform((value) => value.toLowerCase());
const multipleSchema = z.object({ uids: z.array(id).default([]), guids: z.array(id).default([]) });

/** Who a message is for, and whether its sender may write there. */
@Injectable()
export class Receivers {
  constructor(
    private readonly users: UsersStore,
    private readonly groups: GroupsStore,
    private readonly switches: Switches,
  ) {}

  /** One receiver, or undefined where the body names several. */
  single(body: Record<string, unknown>): Receiver | undefined {
    const { receiver, receiverType, multipleReceivers } = body;
    if (multipleReceivers !== undefined && receiver === undefined) return undefined;
    if (typeof receiver !== 'string' || receiver === '') throw new CometChatApiError('ERR_EMPTY_RECEIVER', 'The receiver of the message is empty.');
    // Customers send USER; it is taken.
    const type = typeof receiverType === 'string' ? receiverType.toLowerCase() : receiverType;
    if (type !== 'user' && type !== 'group') {
      throw new CometChatApiError('ERR_INVALID_RECEIVER_TYPE', 'The receiverType must be user or group.');
    }
    return { receiver: receiver.toLowerCase(), receiverType: type };
  }

  several(body: Record<string, unknown>): Receiver[] {
    const { uids, guids } = multipleSchema.parse(body.multipleReceivers);
    if (uids.length + guids.length === 0) throw new CometChatApiError('ERR_EMPTY_RECEIVER', 'The receivers of the message are empty.');
    return [
      ...uids.map((receiver) => ({ receiver, receiverType: 'user' as const })),
      ...guids.map((receiver) => ({ receiver, receiverType: 'group' as const })),
    ];
  }

  /** Throws unless the receiver is there and the sender may write to it. */
  check(sender: string, { receiver, receiverType }: Receiver): void {
    if (receiverType === 'user') {
      if (!this.users.find(receiver)) throw uidNotFound(receiver);
      return;
    }
    if (!this.groups.find(receiver)) throw guidNotFound(receiver);
    if (sender === APP_SYSTEM) return;
    if (this.groups.banned(receiver).has(sender)) {
      throw new CometChatApiError('ERR_BANNED_GROUPMEMBER', `The user with UID ${sender} is banned from the group with GUID ${receiver}.`);
    }
    if (this.switches.values.membershipEnforced && !this.groups.isMember(receiver, sender)) {
      throw new CometChatApiError('ERR_NOT_A_MEMBER', `The user with UID ${sender} is not a member of the group with GUID ${receiver}.`);
    }
  }
}
