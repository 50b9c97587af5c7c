import { Injectable } from '@nestjs/common';
import { Presenter } from '../api/presenter.js';
import { BotsStore } from '../state/bots.store.js';
import { GroupsStore } from '../state/groups.store.js';
import { UsersStore } from '../state/users.store.js';

/** Users, bots and groups as the page needs them. */
@Injectable()
export class People {
  constructor(
    private readonly users: UsersStore,
    private readonly bots: BotsStore,
    private readonly groups: GroupsStore,
    private readonly presenter: Presenter,
  ) {}

  all() {
    const users = this.users.all().filter(({ deactivatedAt }) => deactivatedAt === undefined);
    return {
      users: users.map((user) => this.presenter.user(user)),
      // Without the password: the page never needs it.
      bots: this.bots.all().map(({ uid, webhookURL, groupChatSetting, enabled, useBasicAuth, username }) => ({
        uid,
        webhookURL,
        groupChatSetting,
        enabled,
        useBasicAuth,
        username,
      })),
      groups: this.groups.all().map((group) => ({ ...this.presenter.group(group), members: [...this.groups.members(group.guid).keys()] })),
    };
  }
}
