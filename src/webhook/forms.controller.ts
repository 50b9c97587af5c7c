import { Body, Controller, HttpCode, Inject, Param, Post, type Type } from '@nestjs/common';
import { checkSubmission, type IncomingMessage, type JsonObject } from '../bot-kit/index.js';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { type Acceptance, InboundQueue } from '../queue/inbound.queue.js';
import { Journal } from '../queue/journal.js';
import { BOT_CLASSES } from './bot-directory.js';
import { JsonBodyPipe } from './json-body.pipe.js';
import { Refusal } from './refusal.js';

/**
 * Takes what people fill into forms. No guard: the token in the address says whom the form was shown to and until when it
 * may be used, and cannot be made without FORM_SECRET.
 */
@Controller('forms')
export class FormsController {
  constructor(
    @Inject(CONFIG) private readonly config: HalleyConfig,
    @Inject(BOT_CLASSES) private readonly bots: readonly Type[],
    private readonly inbound: InboundQueue,
    private readonly journal: Journal,
  ) {}

  /** A form that is submitted twice is one message: its id follows from the form that was shown. */
  @Post(':token')
  @HttpCode(200)
  async submit(@Param('token') token: string, @Body(JsonBodyPipe) body: JsonObject): Promise<{ status: Acceptance }> {
    const message = this.check(token, body);
    const status = await this.inbound.accept(message);
    this.journal.emit(status, { bot: message.bot });
    return { status };
  }

  private check(token: string, body: JsonObject): IncomingMessage {
    const { forms, cometchat } = this.config;
    if (!forms) throw new Refusal(404, 'unknown_form', 'No forms are taken here: PUBLIC_URL and FORM_SECRET are not set.');
    const checked = checkSubmission(token, body, { bots: this.bots, appId: cometchat.appId, secret: forms.secret, now: Date.now() });
    if ('message' in checked) return checked.message;
    throw new Refusal(checked.status, checked.error, checked.sentence);
  }
}
