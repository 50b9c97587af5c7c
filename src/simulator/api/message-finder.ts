import { Injectable } from '@nestjs/common';
import { APP_SYSTEM, type Message } from '../state/entities.js';
import { MessagesStore } from '../state/messages.store.js';
import { UsersStore } from '../state/users.store.js';
import { CometChatApiError, badRequest, messageNotFound, uidNotFound } from './cometchat-api-error.js';

/** The message and the actor a request names, or CometChat's refusal. */
@Injectable()
export class MessageFinder {
  constructor(
    private readonly messages: MessagesStore,
    private readonly users: UsersStore,
  ) {}

  message(id: string): Message {
    const message = /^\d{1,15}$/.test(id) ? this.messages.find(Number(id)) : undefined;
    if (!message) throw messageNotFound(id);
    return message;
  }

  /** Who acts: the user in onBehalfOf, or app_system without one. */
  actor(onBehalfOf: string | undefined): string {
    return onBehalfOf === undefined ? APP_SYSTEM : this.user(onBehalfOf);
  }

  /** Who acts, where onBehalfOf is required. */
  requiredActor(onBehalfOf: string | undefined): string {
    if (onBehalfOf === undefined) throw badRequest({ onBehalfOf: ['The onBehalfOf header is required.'] });
    return this.user(onBehalfOf);
  }

  /** The message a thread may start at. */
  threadParent(id: string): Message {
    const parent = this.message(id);
    if (parent.parentId !== undefined) throw new CometChatApiError('ERR_MESSAGE_THREAD_NESTING', 'A reply cannot be the parent of a thread.');
    if (parent.category === 'action' || parent.category === 'call') {
      throw new CometChatApiError('ERR_WRONG_MESSAGE_THREAD_CATEGORY', `A message of the category ${parent.category} cannot have a thread.`);
    }
    return parent;
  }

  private user(uid: string): string {
    if (!this.users.find(uid)) throw uidNotFound(uid);
    return uid;
  }
}
