import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Relay } from '../callbacks/relay.js';
import { unixSeconds } from '../state/clock.js';
import { APP_SYSTEM, type JsonObject, type Message } from '../state/entities.js';
import { MessagesStore } from '../state/messages.store.js';
import { CometChatApiError, badRequest } from './cometchat-api-error.js';
import { Presenter, type Shown } from './presenter.js';
import { metadataSchema, tagsSchema } from './validation.js';

const updateSchema = z.object({
  data: z.looseObject({ text: z.string().optional(), metadata: metadataSchema.optional() }).optional(),
  tags: tagsSchema.optional(),
});
const MOST_REACTIONS = 25;
const LONGEST_REACTION = 45;

/** Edits, deletions and reactions. The first two leave an action message, which is what CometChat answers. */
@Injectable()
export class MessageChanges {
  constructor(
    private readonly messages: MessagesStore,
    private readonly relay: Relay,
    private readonly presenter: Presenter,
  ) {}

  edit(message: Message, actor: string, body: unknown): Shown {
    const { data, tags } = updateSchema.parse(body ?? {});
    this.checkAuthor(message, actor);
    if (message.deletedAt !== undefined) throw new CometChatApiError('ERR_MESSAGE_ACTION_NOT_ALLOWED', 'A deleted message cannot be edited.');
    if (data?.text !== undefined && data.text.trim() === '' && message.type === 'text') {
      throw new CometChatApiError('ERR_EMPTY_MESSAGE_TEXT', 'The text of the message is empty.');
    }
    const now = unixSeconds();
    message.data = { ...message.data, ...(data as JsonObject | undefined) };
    if (tags) this.messages.setTags(message, tags);
    Object.assign(message, { editedAt: now, editedBy: actor, updatedAt: now });
    this.relay.changed(message);
    return this.action(message, actor, 'edited');
  }

  delete(message: Message, actor: string, permanent: boolean): Shown {
    this.checkAuthor(message, actor);
    const now = unixSeconds();
    Object.assign(message, { deletedAt: now, deletedBy: actor, updatedAt: now });
    if (permanent) this.messages.delete(message);
    this.relay.changed(message);
    return this.action(message, actor, 'deleted');
  }

  react(message: Message, actor: string, reaction: string): Shown {
    const reactions = (message.reactions ??= {});
    if (reaction.length > LONGEST_REACTION) throw badRequest({ reaction: [`The reaction may not be greater than ${LONGEST_REACTION} characters.`] });
    if (!reactions[reaction] && Object.keys(reactions).length >= MOST_REACTIONS) {
      throw badRequest({ reaction: [`A message may have no more than ${MOST_REACTIONS} different reactions.`] });
    }
    (reactions[reaction] ??= {})[actor] = unixSeconds();
    this.relay.changed(message);
    return this.presenter.message(message);
  }

  unreact(message: Message, actor: string, reaction: string): Shown {
    const by = message.reactions?.[reaction];
    if (!by?.[actor]) throw new CometChatApiError('ERR_REACTION_NOT_FOUND', 'There is no such reaction.', { status: 404 });
    delete by[actor];
    if (Object.keys(by).length === 0) delete message.reactions?.[reaction];
    this.relay.changed(message);
    return this.presenter.message(message);
  }

  /** Notes which elements of an interactive message somebody used. */
  interact(message: Message, body: unknown): Shown {
    if (message.category !== 'interactive') {
      throw new CometChatApiError('ERR_MESSAGE_ACTION_NOT_ALLOWED', 'Only an interactive message can be interacted with.');
    }
    const { interactions } = interactionsSchema.parse(body ?? {});
    const interactedAt = unixSeconds();
    const before = Array.isArray(message.data.interactions) ? message.data.interactions : [];
    const added = interactions.map((elementId) => ({ elementId, interactedAt }));
    message.data = { ...message.data, interactions: [...before, ...added] };
    this.relay.interacted(message);
    return this.presenter.message(message);
  }

  private checkAuthor(message: Message, actor: string): void {
    if (message.category === 'action') throw new CometChatApiError('ERR_MESSAGE_ACTION_NOT_ALLOWED', 'An action message cannot be changed.');
    if (actor === APP_SYSTEM || actor === message.sender) return;
    throw new CometChatApiError('ERR_MESSAGE_NOT_A_SENDER', `The user with UID ${actor} is not the sender of the message with id ${message.id}.`);
  }

  private action(on: Message, actor: string, action: 'edited' | 'deleted'): Shown {
    const now = unixSeconds();
    const { receiver, receiverType, conversationId, sender } = on;
    const target = receiverType === 'user' ? this.presenter.userEntity(receiver, conversationId) : this.presenter.groupEntity(receiver);
    const entity = this.presenter.message(on) as JsonObject;
    const entities = { by: this.presenter.userEntity(actor), for: target, on: { entity, entityType: 'message' } };
    const message = this.messages.add({
      conversationId,
      sender,
      receiverType,
      receiver,
      category: 'action',
      type: 'message',
      data: { action, entities },
      sentAt: now,
      updatedAt: now,
      storedAtMs: Date.now(),
    });
    this.relay.stored(message);
    return this.presenter.message(message);
  }
}

/** The body is not documented; the SDK's names are used. */
const interactionsSchema = z.object({
  interactions: z
    .array(z.union([z.string(), z.object({ elementId: z.string() }).transform(({ elementId }) => elementId)]))
    .default([]),
});
