import { Injectable } from '@nestjs/common';
import { Presenter } from '../api/presenter.js';
import { type Delivery, DeliveryLog } from '../log/delivery-log.js';
import { Feed } from '../log/feed.js';
import type { Bot, JsonObject, Message } from '../state/entities.js';
import { CallbackEnvelope } from './callback-envelope.js';
import { Deliverer } from './deliverer.js';

/** Writes a callback, notes it in the log and hands it to the deliverer. */
@Injectable()
export class Outbox {
  constructor(
    private readonly envelope: CallbackEnvelope,
    private readonly deliverer: Deliverer,
    private readonly log: DeliveryLog,
    private readonly presenter: Presenter,
    private readonly feed: Feed,
  ) {}

  put(bot: Bot, message: Message, cause: Delivery['cause'], callback: JsonObject = this.envelope.build(message, bot)): Delivery {
    const delivery = this.log.add({
      messageId: String(message.id),
      conversationId: message.conversationId,
      bot: bot.uid,
      url: bot.webhookURL,
      cause,
      callback,
    });
    void this.deliverer.deliver(bot, delivery, callback);
    return delivery;
  }

  /** The page sees every message at once. */
  announce(message: Message): void {
    this.feed.publish('message', () => ({ ...this.presenter.message(message), storedAtMs: message.storedAtMs }));
  }
}
