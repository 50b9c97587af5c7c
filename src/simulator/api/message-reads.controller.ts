import { Get, Param, Query } from '@nestjs/common';
import { GroupsStore } from '../state/groups.store.js';
import { UsersStore } from '../state/users.store.js';
import { CometChatApi } from './cometchat-api.decorator.js';
import { CometChatApiError, guidNotFound, uidNotFound } from './cometchat-api-error.js';
import { LowerCase } from './lower-case.pipe.js';
import { MessageFinder } from './message-finder.js';
import { MessageLists } from './message-lists.js';
import { OnBehalfOf } from './on-behalf-of.js';
import { Presenter } from './presenter.js';

type Query = Record<string, unknown>;

@CometChatApi()
export class MessageReadsController {
  constructor(
    private readonly lists: MessageLists,
    private readonly finder: MessageFinder,
    private readonly users: UsersStore,
    private readonly groups: GroupsStore,
    private readonly presenter: Presenter,
  ) {}

  @Get('messages')
  list(@Query() query: Query, @OnBehalfOf() actor: string | undefined) {
    return this.lists.everywhere(query, this.viewer(actor));
  }

  @Get('messages/:id')
  get(@Param('id') id: string, @OnBehalfOf() actor: string | undefined) {
    const message = this.finder.message(id);
    const viewer = this.viewer(actor);
    if (viewer !== undefined && !this.lists.mayRead(viewer, message)) {
      throw new CometChatApiError('ERR_MESSAGE_NO_ACCESS', `The user with UID ${viewer} has no access to the message with id ${id}.`);
    }
    return { data: this.presenter.message(message) };
  }

  @Get('messages/:id/thread')
  thread(@Param('id') id: string, @Query() query: Query, @OnBehalfOf() actor: string | undefined) {
    return this.lists.inThread(this.finder.message(id).id, query, this.viewer(actor));
  }

  @Get('users/:uid/messages')
  ofUser(@Param('uid', LowerCase) uid: string, @Query() query: Query, @OnBehalfOf() actor: string | undefined) {
    if (!this.users.find(uid)) throw uidNotFound(uid);
    return this.lists.ofUser(uid, query, this.viewer(actor));
  }

  @Get('groups/:guid/messages')
  ofGroup(@Param('guid', LowerCase) guid: string, @Query() query: Query, @OnBehalfOf() actor: string | undefined) {
    if (!this.groups.find(guid)) throw guidNotFound(guid);
    return this.lists.ofGroup(guid, query, this.viewer(actor));
  }

  private viewer(onBehalfOf: string | undefined): string | undefined {
    return onBehalfOf === undefined ? undefined : this.finder.actor(onBehalfOf);
  }
}
