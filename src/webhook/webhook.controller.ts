import { Body, Controller, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import type { IncomingMessage, JsonObject } from '../bot-kit/index.js';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { type Acceptance, InboundQueue } from '../queue/inbound.queue.js';
import { Journal } from '../queue/journal.js';
import { BasicAuthGuard } from './basic-auth.guard.js';
import { BotDirectory } from './bot-directory.js';
import { dropReason, type DropReason } from './drop-reason.js';
import { JsonBodyPipe } from './json-body.pipe.js';
import { readCallback, readMessage } from './read-callback.js';
import { Refusal } from './refusal.js';
import { toIncomingMessage } from './to-incoming-message.js';
import { whichBot } from './which-bot.js';

type Answer = { status: Acceptance } | { status: 'ignored'; reason: DropReason };

/** Takes CometChat's callbacks: 200 only after the queue has the message. */
@Controller('webhook')
@UseGuards(BasicAuthGuard)
export class WebhookController {
  constructor(
    @Inject(CONFIG) private readonly config: HalleyConfig,
    private readonly bots: BotDirectory,
    private readonly inbound: InboundQueue,
    private readonly journal: Journal,
  ) {}

  // CometChat wants exactly 200; Nest would answer a POST with 201.
  @Post(['', ':bot'])
  @HttpCode(200)
  async receive(@Body(JsonBodyPipe) body: JsonObject, @Param('bot') pathName?: string): Promise<Answer> {
    this.journal.emit('received');
    const { appId } = this.config.cometchat;
    const callback = readCallback(body);
    if (callback.appId && callback.appId !== appId) throw new Refusal(403, 'another_app', 'This callback is of another app than COMETCHAT_APP_ID.');
    if (callback.trigger !== 'after_message') return this.ignore('unknown_trigger');
    const message = readMessage(body.data);
    const bot = whichBot(this.bots, callback, message, pathName);
    const incoming = toIncomingMessage(message, appId, bot.uid);
    const reason = dropReason(incoming, message, bot, this.bots);
    return reason ? this.ignore(reason) : this.enqueue(incoming);
  }

  private async enqueue(message: IncomingMessage): Promise<Answer> {
    const status = await this.inbound.accept(message);
    this.journal.emit(status, { bot: message.bot });
    return { status };
  }

  private ignore(reason: DropReason): Answer {
    this.journal.emit('ignored', { reason });
    return { status: 'ignored', reason };
  }
}
