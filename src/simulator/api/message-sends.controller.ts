import { Body, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Switches } from '../faults/switches.js';
import { BotsStore } from '../state/bots.store.js';
import { CometChatApi } from './cometchat-api.decorator.js';
import { CometChatApiError, botNotFound } from './cometchat-api-error.js';
import { LowerCase } from './lower-case.pipe.js';
import { MessageFinder } from './message-finder.js';
import { MessageSender } from './message-sender.js';
import { OnBehalfOf } from './on-behalf-of.js';
import { conversationIdOf } from '../state/conversation-id.js';

/** The three ways to send: as a user, as a bot, in a thread. */
@CometChatApi()
export class MessageSendsController {
  constructor(
    private readonly sender: MessageSender,
    private readonly finder: MessageFinder,
    private readonly bots: BotsStore,
    private readonly switches: Switches,
  ) {}

  @Post('messages')
  @HttpCode(200)
  asUser(@Body() body: unknown, @OnBehalfOf() actor: string | undefined, @Req() request: FastifyRequest) {
    const sender = this.finder.actor(actor);
    return { data: this.sender.send({ sender, body, size: sizeOf(request), mayQuote: this.mayQuote(sender) }) };
  }

  @Post('bots/:uid/messages')
  @HttpCode(200)
  asBot(@Param('uid', LowerCase) uid: string, @Body() body: unknown, @Req() request: FastifyRequest) {
    if (!this.bots.find(uid)) throw botNotFound(uid);
    return { data: this.sender.send({ sender: uid, body, size: sizeOf(request), mayQuote: this.mayQuote(uid) }) };
  }

  @Post('messages/:id/thread')
  @HttpCode(200)
  inThread(@Param('id') id: string, @Body() body: unknown, @OnBehalfOf() onBehalfOf: string | undefined, @Req() request: FastifyRequest) {
    const sender = this.finder.requiredActor(onBehalfOf);
    const parent = this.finder.threadParent(id);
    this.checkSameConversation(sender, parent.conversationId, body);
    return { data: this.sender.send({ sender, body, size: sizeOf(request), parentId: parent.id, mayQuote: this.mayQuote(sender) }) };
  }

  /** An app quotes through its SDK, which is this same message; quoting by the API is not documented. */
  private mayQuote(sender: string): boolean {
    return this.switches.values.botsMayQuote || this.bots.find(sender) === undefined;
  }

  /** A reply stays in the conversation its thread is in. */
  private checkSameConversation(sender: string, conversationId: string, body: unknown): void {
    const { receiver, receiverType } = (body ?? {}) as { receiver?: unknown; receiverType?: unknown };
    if (typeof receiver !== 'string' || typeof receiverType !== 'string') return;
    const type = receiverType.toLowerCase() === 'group' ? 'group' : 'user';
    if (conversationIdOf(sender, type, receiver.toLowerCase()) === conversationId) return;
    throw new CometChatApiError('ERR_WRONG_MESSAGE_THREAD', 'The thread belongs to another conversation.');
  }
}

/** Bytes of the body; where the client did not say, more than any limit, so that the sizes are measured. */
function sizeOf(request: FastifyRequest): number {
  return Number(request.headers['content-length'] ?? Infinity);
}
