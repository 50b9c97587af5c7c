import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { BotsStore } from '../state/bots.store.js';
import { unixSeconds } from '../state/clock.js';
import { type Bot, GROUP_CHAT_SETTINGS } from '../state/entities.js';
import { UsersStore } from '../state/users.store.js';
import { CometChatApi } from './cometchat-api.decorator.js';
import { CometChatApiError, badRequest, botNotFound, uidNotFound } from './cometchat-api-error.js';
import { LowerCase } from './lower-case.pipe.js';
import { omitEmpty } from './omit-empty.js';
import { flag, pageSchema, paginate } from './pagination.js';
import { idSchema } from './validation.js';

const MOST_BOTS = 25;

const settings = {
  webhookURL: z.url().max(255),
  groupChatSetting: z.enum(GROUP_CHAT_SETTINGS).optional(),
  useBasicAuth: z.boolean().optional(),
  username: z.string().max(50).optional(),
  password: z.string().max(50).optional(),
  enabled: z.boolean().optional(),
};
const createSchema = z.object({ uid: idSchema(50), ...settings });
const updateSchema = z.object(settings).partial();
const listSchema = pageSchema.extend({ searchKey: z.string().optional(), isAIBot: flag.default(false) });

@CometChatApi('bots')
export class BotsController {
  constructor(
    private readonly bots: BotsStore,
    private readonly users: UsersStore,
  ) {}

  @Post()
  @HttpCode(200)
  create(@Body() body: unknown) {
    const { username, password, ...fields } = createSchema.parse(body ?? {});
    if (!this.users.find(fields.uid)) throw uidNotFound(fields.uid);
    if (this.bots.find(fields.uid)) throw new CometChatApiError('ERR_BOT_ALREADY_EXISTS', `The user with UID ${fields.uid} is a bot already.`);
    if (this.bots.size >= MOST_BOTS) throw badRequest({ uid: [`An app may have no more than ${MOST_BOTS} bots.`] });
    const useBasicAuth = fields.useBasicAuth ?? false;
    const bot: Bot = {
      ...fields,
      groupChatSetting: fields.groupChatSetting ?? 'none',
      useBasicAuth,
      enabled: fields.enabled ?? false,
      // As documented: on create, credentials are discarded unless Basic auth is on.
      ...(useBasicAuth && { username, password }),
      createdAt: unixSeconds(),
    };
    this.bots.put(bot);
    return { data: omitEmpty(bot) };
  }

  @Get()
  list(@Query() query: unknown) {
    const wanted = listSchema.parse(query);
    const start = wanted.searchKey?.toLowerCase() ?? '';
    const found = this.bots.all().filter((bot) => bot.uid.startsWith(start) && (bot.isAIBot ?? false) === wanted.isAIBot);
    found.sort((a, b) => (a.uid < b.uid ? -1 : 1));
    const { data, meta } = paginate(found, wanted);
    return { data: data.map(omitEmpty), meta };
  }

  @Get(':uid')
  get(@Param('uid', LowerCase) uid: string) {
    return { data: omitEmpty(this.existing(uid)) };
  }

  @Put(':uid')
  update(@Param('uid', LowerCase) uid: string, @Body() body: unknown) {
    const changed = updateSchema.parse(body ?? {});
    const bot: Bot = { ...this.existing(uid), ...changed, updatedAt: unixSeconds() };
    this.bots.put(bot);
    return { data: omitEmpty(bot) };
  }

  @Delete(':uid')
  delete(@Param('uid', LowerCase) uid: string) {
    this.existing(uid);
    this.bots.delete(uid);
    return { data: { success: true, message: `Bot with ${uid} has been deleted successfully.` } };
  }

  private existing(uid: string): Bot {
    const bot = this.bots.find(uid);
    if (!bot) throw botNotFound(uid);
    return bot;
  }
}
