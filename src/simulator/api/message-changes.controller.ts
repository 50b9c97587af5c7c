import { Body, Delete, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { CometChatApi } from './cometchat-api.decorator.js';
import { MessageChanges } from './message-changes.js';
import { MessageFinder } from './message-finder.js';
import { OnBehalfOf } from './on-behalf-of.js';

const deleteSchema = z.object({ permanent: z.boolean().default(false) });

@CometChatApi('messages/:id')
export class MessageChangesController {
  constructor(
    private readonly changes: MessageChanges,
    private readonly finder: MessageFinder,
  ) {}

  @Put()
  edit(@Param('id') id: string, @Body() body: unknown, @OnBehalfOf() actor: string | undefined) {
    return { data: this.changes.edit(this.finder.message(id), this.finder.actor(actor), body) };
  }

  @Delete()
  delete(@Param('id') id: string, @Body() body: unknown, @OnBehalfOf() actor: string | undefined) {
    const { permanent } = deleteSchema.parse(body ?? {});
    return { data: this.changes.delete(this.finder.message(id), this.finder.actor(actor), permanent) };
  }

  @Post('reactions/:reaction')
  @HttpCode(200)
  react(@Param('id') id: string, @Param('reaction') reaction: string, @OnBehalfOf() actor: string | undefined) {
    const by = this.finder.requiredActor(actor);
    return { data: this.changes.react(this.finder.message(id), by, reaction) };
  }

  @Delete('reactions/:reaction')
  unreact(@Param('id') id: string, @Param('reaction') reaction: string, @OnBehalfOf() actor: string | undefined) {
    const by = this.finder.requiredActor(actor);
    return { data: this.changes.unreact(this.finder.message(id), by, reaction) };
  }

  @Patch('interacted')
  interact(@Param('id') id: string, @Body() body: unknown, @OnBehalfOf() actor: string | undefined) {
    this.finder.requiredActor(actor);
    return { data: this.changes.interact(this.finder.message(id), body) };
  }
}
