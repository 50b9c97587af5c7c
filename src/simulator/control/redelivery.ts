import { Injectable } from '@nestjs/common';
import { CometChatApiError } from '../api/cometchat-api-error.js';
import { Outbox } from '../callbacks/outbox.js';
import { type Delivery, DeliveryLog } from '../log/delivery-log.js';
import { BotsStore } from '../state/bots.store.js';
import { MessagesStore } from '../state/messages.store.js';

/** Posts a callback once more, as a duplicate would come. */
@Injectable()
export class Redelivery {
  constructor(
    private readonly deliveries: DeliveryLog,
    private readonly bots: BotsStore,
    private readonly messages: MessagesStore,
    private readonly outbox: Outbox,
  ) {}

  again(id: number): Delivery {
    const delivery = this.deliveries.get(id);
    if (!delivery) throw gone(`There is no delivery ${id} in the log any more.`);
    const bot = this.bots.find(delivery.bot);
    if (!bot) throw gone(`The bot ${delivery.bot} is gone.`);
    const message = this.messages.find(Number(delivery.messageId));
    if (!message) throw gone(`The message ${delivery.messageId} is gone.`);
    return this.outbox.put(bot, message, 'again', delivery.callback);
  }
}

const gone = (sentence: string) => new CometChatApiError('ERR_NOT_FOUND', sentence, { status: 404 });
