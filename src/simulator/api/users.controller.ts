import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { BotsStore } from '../state/bots.store.js';
import { unixSeconds } from '../state/clock.js';
import type { User } from '../state/entities.js';
import { GroupsStore } from '../state/groups.store.js';
import { UsersStore } from '../state/users.store.js';
import { CometChatApi } from './cometchat-api.decorator.js';
import { CometChatApiError, uidNotFound } from './cometchat-api-error.js';
import { LowerCase } from './lower-case.pipe.js';
import { omitEmpty } from './omit-empty.js';
import { flag, list, listsFrom, pageSchema, paginate } from './pagination.js';
import { Presenter } from './presenter.js';
import { idSchema, metadataSchema, nameSchema, tagsSchema } from './validation.js';

const profile = {
  name: nameSchema,
  avatar: z.string().max(3000).optional(),
  link: z.string().max(3000).optional(),
  role: z.string().max(100).optional(),
  statusMessage: z.string().max(100).optional(),
  metadata: metadataSchema.optional(),
  tags: tagsSchema.optional(),
};
const createSchema = z.object({ uid: idSchema(), ...profile, withAuthToken: z.boolean().optional() });
const updateSchema = z
  .object({ ...profile, unset: z.array(z.enum(['avatar', 'link', 'metadata'])) })
  .partial();
const listSchema = pageSchema.extend({
  searchKey: z.string().optional(),
  searchIn: list,
  status: z.enum(['available', 'offline']).optional(),
  role: z.string().optional(),
  roles: list,
  tags: list,
  withTags: flag.optional(),
  onlyDeactivated: flag.optional(),
  withDeactivated: flag.optional(),
});
const deleteSchema = z.object({ permanent: z.boolean().optional() }).nullish();

@CometChatApi('users')
export class UsersController {
  constructor(
    private readonly users: UsersStore,
    private readonly groups: GroupsStore,
    private readonly bots: BotsStore,
    private readonly presenter: Presenter,
  ) {}

  @Post()
  @HttpCode(200)
  create(@Body() body: unknown) {
    const { withAuthToken, ...fields } = createSchema.parse(body ?? {});
    if (this.users.has(fields.uid)) {
      throw new CometChatApiError('ERR_UID_ALREADY_EXISTS', `The UID ${fields.uid} already exists, please use another UID.`);
    }
    const user: User = { ...fields, role: fields.role ?? 'default', status: 'offline', createdAt: unixSeconds() };
    this.users.put(user);
    const authToken = withAuthToken ? { authToken: `${user.uid}_${randomBytes(16).toString('hex')}` } : {};
    return { data: { ...this.presenter.user(user), ...authToken } };
  }

  @Get()
  list(@Query() query: Record<string, unknown>) {
    const wanted = listSchema.parse(listsFrom(query));
    const found = this.users.all().filter((user) => matches(user, wanted));
    const { data, meta } = paginate(found, wanted);
    return { data: data.map((user) => this.presenter.user(user, wanted.withTags === true)), meta };
  }

  @Get(':uid')
  get(@Param('uid', LowerCase) uid: string) {
    return { data: this.presenter.user(this.existing(uid)) };
  }

  @Put(':uid')
  update(@Param('uid', LowerCase) uid: string, @Body() body: unknown) {
    const { unset, ...fields } = updateSchema.parse(body ?? {});
    const user: User = { ...this.existing(uid), ...(omitEmpty(fields) as Partial<User>), updatedAt: unixSeconds() };
    for (const field of unset ?? []) delete user[field];
    this.users.put(user);
    return { data: this.presenter.user(user) };
  }

  @Delete(':uid')
  delete(@Param('uid', LowerCase) uid: string, @Body() body: unknown) {
    const user = this.existing(uid);
    if (deleteSchema.parse(body)?.permanent) this.users.delete(uid);
    else this.users.put({ ...user, deactivatedAt: unixSeconds() });
    this.bots.delete(uid);
    this.groups.removeEverywhere(uid);
    return { data: { success: true, message: `User with ${uid} has been deleted successfully.` } };
  }

  private existing(uid: string): User {
    const user = this.users.find(uid);
    if (!user) throw uidNotFound(uid);
    return user;
  }
}

function matches(user: User, wanted: z.infer<typeof listSchema>): boolean {
  const deactivated = user.deactivatedAt !== undefined;
  if (wanted.onlyDeactivated ? !deactivated : deactivated && !wanted.withDeactivated) return false;
  if (wanted.status && user.status !== wanted.status) return false;
  if (wanted.role && user.role !== wanted.role) return false;
  if (wanted.roles && !wanted.roles.includes(user.role)) return false;
  if (wanted.tags && !wanted.tags.some((tag) => user.tags?.includes(tag))) return false;
  return wanted.searchKey === undefined || contains(user, wanted.searchKey.toLowerCase(), wanted.searchIn ?? ['name', 'uid']);
}

function contains(user: User, searchKey: string, fields: string[]): boolean {
  return (fields.includes('name') && user.name.toLowerCase().includes(searchKey)) || (fields.includes('uid') && user.uid.includes(searchKey));
}
