import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { unixSeconds } from '../state/clock.js';
import type { Group } from '../state/entities.js';
import { GroupsStore } from '../state/groups.store.js';
import { CometChatApi } from './cometchat-api.decorator.js';
import { CometChatApiError, guidNotFound } from './cometchat-api-error.js';
import { GroupMembership, rosterSchema } from './group-membership.js';
import { LowerCase } from './lower-case.pipe.js';
import { MessageFinder } from './message-finder.js';
import { omitEmpty } from './omit-empty.js';
import { OnBehalfOf } from './on-behalf-of.js';
import { flag, list, listsFrom, pageSchema, paginate } from './pagination.js';
import { Presenter } from './presenter.js';
import { idSchema, metadataSchema, nameSchema, tagsSchema } from './validation.js';

const profile = {
  name: nameSchema,
  type: z.enum(['public', 'password', 'private']),
  password: z.string().max(100).optional(),
  icon: z.string().max(3000).optional(),
  description: z.string().optional(),
  metadata: metadataSchema.optional(),
  owner: idSchema().optional(),
  tags: tagsSchema.optional(),
};
const createSchema = z.object({ guid: idSchema(), ...profile, members: rosterSchema.optional() });
const updateSchema = z.object({ ...profile, unset: z.array(z.enum(['icon', 'description', 'metadata'])) }).partial();
const listSchema = pageSchema.extend({
  searchKey: z.string().optional(),
  searchIn: list,
  sortBy: z.enum(['name', 'guid', 'createdAt']).default('createdAt'),
  sortOrder: z.enum(['asc', 'desc']).default('asc'),
  type: z.enum(['public', 'private', 'protected', 'password']).optional(),
  types: list,
  tags: list,
  withTags: flag.optional(),
  hasJoined: flag.optional(),
  affix: z.enum(['append', 'prepend']).default('prepend'),
  updatedAt: z.coerce.number().int().optional(),
});
type Wanted = z.infer<typeof listSchema>;

@CometChatApi('groups')
export class GroupsController {
  constructor(
    private readonly groups: GroupsStore,
    private readonly membership: GroupMembership,
    private readonly finder: MessageFinder,
    private readonly presenter: Presenter,
  ) {}

  @Post()
  @HttpCode(200)
  create(@Body() body: unknown, @OnBehalfOf() onBehalfOf: string | undefined) {
    const { members, ...fields } = createSchema.parse(body ?? {});
    const actor = this.finder.actor(onBehalfOf);
    if (this.groups.find(fields.guid)) {
      throw new CometChatApiError('ERR_GUID_ALREADY_EXISTS', `The GUID ${fields.guid} already exists, please use another GUID.`);
    }
    const owner = fields.owner ?? onBehalfOf;
    const group: Group = { ...fields, ...(owner && { owner: this.finder.actor(owner) }), createdAt: unixSeconds() };
    this.groups.put(group);
    if (group.owner) this.membership.join(group.guid, group.owner, 'admin');
    if (members) this.membership.add(group.guid, members, actor);
    return { data: this.presenter.group(group, onBehalfOf) };
  }

  @Get()
  list(@Query() query: Record<string, unknown>, @OnBehalfOf() actor: string | undefined) {
    const wanted = listSchema.parse(listsFrom(query));
    const found = this.groups.all().filter((group) => matches(group, wanted) && this.isJoined(group, wanted, actor));
    found.sort((a, b) => compare(a[wanted.sortBy], b[wanted.sortBy]) * (wanted.sortOrder === 'asc' ? 1 : -1));
    const { data, meta } = paginate(found, wanted);
    const cursor = { updatedAt: data.at(-1)?.updatedAt ?? data.at(-1)?.createdAt ?? 0, affix: wanted.affix };
    return { data: data.map((group) => this.shown(group, wanted, actor)), meta, cursor };
  }

  @Get(':guid')
  get(@Param('guid', LowerCase) guid: string, @OnBehalfOf() actor: string | undefined) {
    return { data: this.presenter.group(this.existing(guid), actor) };
  }

  @Put(':guid')
  update(@Param('guid', LowerCase) guid: string, @Body() body: unknown, @OnBehalfOf() actor: string | undefined) {
    const { unset, ...fields } = updateSchema.parse(body ?? {});
    if (fields.owner) this.finder.actor(fields.owner);
    const group: Group = { ...this.existing(guid), ...(omitEmpty(fields) as Partial<Group>), updatedAt: unixSeconds() };
    for (const field of unset ?? []) delete group[field];
    this.groups.put(group);
    return { data: this.presenter.group(group, actor) };
  }

  @Delete(':guid')
  delete(@Param('guid', LowerCase) guid: string) {
    this.existing(guid);
    this.groups.delete(guid);
    return { data: { success: true, message: `Group with ${guid} has been deleted successfully.` } };
  }

  private existing(guid: string): Group {
    const group = this.groups.find(guid);
    if (!group) throw guidNotFound(guid);
    return group;
  }

  private isJoined({ guid }: Group, { hasJoined }: Wanted, actor: string | undefined): boolean {
    return !hasJoined || actor === undefined || this.groups.isMember(guid, actor);
  }

  private shown(group: Group, { withTags }: Wanted, actor: string | undefined) {
    const { tags, ...shown } = this.presenter.group(group, actor);
    return withTags && tags ? { ...shown, tags } : shown;
  }
}

function matches(group: Group, wanted: Wanted): boolean {
  // `protected` is the SDK's word for a group with a password.
  const types = [...(wanted.types ?? []), ...(wanted.type ? [wanted.type] : [])].map((type) => (type === 'protected' ? 'password' : type));
  if (types.length > 0 && !types.includes(group.type)) return false;
  if (wanted.tags && !wanted.tags.some((tag) => group.tags?.includes(tag))) return false;
  if (wanted.updatedAt !== undefined && !isBeyond(group, wanted.updatedAt, wanted.affix)) return false;
  const key = wanted.searchKey?.toLowerCase() ?? '';
  const fields = wanted.searchIn ?? ['name', 'guid'];
  return key === '' || (fields.includes('name') && group.name.toLowerCase().includes(key)) || (fields.includes('guid') && group.guid.includes(key));
}

function isBeyond({ updatedAt, createdAt }: Group, edge: number, affix: 'append' | 'prepend'): boolean {
  const changed = updatedAt ?? createdAt;
  return affix === 'append' ? changed > edge : changed < edge;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
