import { Module } from '@nestjs/common';
import { botOptionsOf } from '../bot-kit/index.js';
import { bots } from '../bots/bots.js';
import { QueueModule } from '../queue/queue.module.js';
import { BOT_CLASSES, BotDirectory } from './bot-directory.js';
import { ConversationsController } from './conversations.controller.js';
import { FormCors } from './form-cors.js';
import { FormsController } from './forms.controller.js';
import { RefusalModule } from './refusal.module.js';
import { RefuseOtherMethods } from './refuse-other-methods.js';
import { WebhookController } from './webhook.controller.js';

/** Authenticate, validate, enqueue, answer. Wants the CONFIG from around it. */
@Module({
  imports: [QueueModule, RefusalModule],
  controllers: [WebhookController, FormsController, ConversationsController],
  providers: [
    RefuseOtherMethods,
    FormCors,
    { provide: BOT_CLASSES, useValue: bots },
    { provide: BotDirectory, inject: [BOT_CLASSES], useFactory: (classes: typeof bots) => new BotDirectory(classes.map(botOptionsOf)) },
  ],
})
export class WebhookFeatureModule {}
