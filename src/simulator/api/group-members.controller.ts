import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { MEMBER_SCOPES } from '../state/entities.js';
import { GroupsStore } from '../state/groups.store.js';
import { UsersStore } from '../state/users.store.js';
import { CometChatApi } from './cometchat-api.decorator.js';
import { guidNotFound } from './cometchat-api-error.js';
import { GroupMembership, rosterSchema } from './group-membership.js';
import { LowerCase } from './lower-case.pipe.js';
import { MessageFinder } from './message-finder.js';
import { OnBehalfOf } from './on-behalf-of.js';
import { list, listsFrom, pageSchema, paginate } from './pagination.js';
import { Presenter } from './presenter.js';

const scopeSchema = z.object({ scope: z.enum(MEMBER_SCOPES).default('participant') });
const listSchema = pageSchema.extend({ scopes: list });

@CometChatApi('groups/:guid/members')
export class GroupMembersController {
  constructor(
    private readonly groups: GroupsStore,
    private readonly users: UsersStore,
    private readonly membership: GroupMembership,
    private readonly finder: MessageFinder,
    private readonly presenter: Presenter,
  ) {}

  @Post()
  @HttpCode(200)
  add(@Param('guid', LowerCase) guid: string, @Body() body: unknown, @OnBehalfOf() actor: string | undefined) {
    this.checkGroup(guid);
    return { data: this.membership.add(guid, rosterSchema.parse(body ?? {}), this.finder.actor(actor)) };
  }

  @Get()
  list(@Param('guid', LowerCase) guid: string, @Query() query: Record<string, unknown>) {
    this.checkGroup(guid);
    const wanted = listSchema.parse(listsFrom(query));
    const found = [...this.groups.members(guid).values()].filter(({ scope }) => !wanted.scopes || wanted.scopes.includes(scope));
    const { data, meta } = paginate(found, wanted);
    return { data: data.map(({ uid, scope, joinedAt }) => ({ ...this.presenter.user(this.users.shown(uid)), scope, joinedAt })), meta };
  }

  @Put(':uid')
  changeScope(
    @Param('guid', LowerCase) guid: string,
    @Param('uid', LowerCase) uid: string,
    @Body() body: unknown,
    @OnBehalfOf() actor: string | undefined,
  ) {
    this.checkGroup(guid);
    const { scope } = scopeSchema.parse(body ?? {});
    return { data: this.membership.changeScope(guid, uid, scope, this.finder.actor(actor)) };
  }

  @Delete(':uid')
  kick(@Param('guid', LowerCase) guid: string, @Param('uid', LowerCase) uid: string, @OnBehalfOf() actor: string | undefined) {
    this.checkGroup(guid);
    this.membership.kick(guid, uid, this.finder.actor(actor));
    return { data: { success: true, message: `The member with ${uid} has been kicked from the Group with ${guid}.` } };
  }

  private checkGroup(guid: string): void {
    if (!this.groups.find(guid)) throw guidNotFound(guid);
  }
}
