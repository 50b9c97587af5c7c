import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { MessageFinder } from '../api/message-finder.js';
import { Presenter } from '../api/presenter.js';
import { Receivers } from '../api/receivers.js';
import { Relay } from '../callbacks/relay.js';
import { unixSeconds } from '../state/clock.js';
import { conversationIdOf } from '../state/conversation-id.js';
import { MessagesStore } from '../state/messages.store.js';

const callSchema = z.strictObject({ uid: z.string(), receiver: z.string(), receiverType: z.enum(['user', 'group']), type: z.enum(['audio', 'video']) });

/** Starts a call as an app does: CometChat's API has no operation for it, only the message that it leaves. */
@Controller('simulator/calls')
export class CallsController {
  constructor(
    private readonly finder: MessageFinder,
    private readonly receivers: Receivers,
    private readonly messages: MessagesStore,
    private readonly relay: Relay,
    private readonly presenter: Presenter,
  ) {}

  @Post()
  @HttpCode(200)
  start(@Body() body: unknown) {
    const { uid, receiver, receiverType, type } = callSchema.parse(body);
    const sender = this.finder.requiredActor(uid);
    this.receivers.check(sender, { receiver, receiverType });
    const conversationId = conversationIdOf(sender, receiverType, receiver);
    const now = unixSeconds();
    const by = this.presenter.userEntity(sender);
    const to = receiverType === 'user' ? this.presenter.userEntity(receiver, conversationId) : this.presenter.groupEntity(receiver);
    const sides = { conversationId, sender, receiverType, receiver };
    const on = { entity: { ...sides, type, status: 'initiated', initiatedAt: now, joinedAt: now }, entityType: 'call' };
    const data = { action: 'initiated', entities: { by, on, for: to } };
    const message = this.messages.add({ ...sides, category: 'call', type, data, sentAt: now, updatedAt: now, storedAtMs: Date.now() });
    this.relay.stored(message);
    return { data: this.presenter.message(message) };
  }
}
