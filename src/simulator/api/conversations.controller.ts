import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { GroupsStore } from '../state/groups.store.js';
import { UsersStore } from '../state/users.store.js';
import { CometChatApi } from './cometchat-api.decorator.js';
import { CometChatApiError, guidNotFound, uidNotFound } from './cometchat-api-error.js';
import { Conversations } from './conversations.js';
import { LowerCase } from './lower-case.pipe.js';
import { MessageFinder } from './message-finder.js';
import { OnBehalfOf } from './on-behalf-of.js';

const markSchema = z.object({ messageId: z.coerce.number().int().positive().optional() });

/** How one user stands in one conversation: what is unread, up to where it was read. */
@CometChatApi()
export class ConversationsController {
  constructor(
    private readonly conversations: Conversations,
    private readonly finder: MessageFinder,
    private readonly users: UsersStore,
    private readonly groups: GroupsStore,
  ) {}

  @Get('users/:uid/conversation')
  withUser(@Param('uid', LowerCase) uid: string, @OnBehalfOf() onBehalfOf: string | undefined) {
    return { data: this.conversations.withUser(this.finder.requiredActor(onBehalfOf), this.user(uid)) };
  }

  @Get('groups/:guid/conversation')
  withGroup(@Param('guid', LowerCase) guid: string, @OnBehalfOf() onBehalfOf: string | undefined) {
    return { data: this.conversations.withGroup(this.finder.requiredActor(onBehalfOf), this.group(guid)) };
  }

  @Post('users/:uid/conversation/:mark')
  @HttpCode(200)
  markUser(@Param('uid', LowerCase) uid: string, @Param('mark') mark: string, @Body() body: unknown, @OnBehalfOf() onBehalfOf: string | undefined) {
    const reader = this.finder.requiredActor(onBehalfOf);
    const kind = markOf(mark);
    this.conversations.mark(kind, reader, { receiverType: 'user', receiver: this.user(uid) }, markSchema.parse(body ?? {}).messageId);
    return { data: { success: true, message: `All the messages from the user ${uid} are marked as ${kind} for the user ${reader}.` } };
  }

  @Post('groups/:guid/conversation/:mark')
  @HttpCode(200)
  markGroup(@Param('guid', LowerCase) guid: string, @Param('mark') mark: string, @Body() body: unknown, @OnBehalfOf() onBehalfOf: string | undefined) {
    const reader = this.finder.requiredActor(onBehalfOf);
    const kind = markOf(mark);
    this.conversations.mark(kind, reader, { receiverType: 'group', receiver: this.group(guid).guid }, markSchema.parse(body ?? {}).messageId);
    return { data: { success: true, message: `All the messages of the group ${guid} are marked as ${kind} for the user ${reader}.` } };
  }

  private user(uid: string): string {
    if (!this.users.find(uid)) throw uidNotFound(uid);
    return uid;
  }

  private group(guid: string) {
    const group = this.groups.find(guid);
    if (!group) throw guidNotFound(guid);
    return group;
  }
}

function markOf(mark: string): 'read' | 'delivered' {
  if (mark === 'read' || mark === 'delivered') return mark;
  throw new CometChatApiError('ERR_API_NOT_FOUND', `There is no API conversation/${mark}.`);
}
