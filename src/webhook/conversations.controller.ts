import { Body, Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { type JsonObject, resumed } from '../bot-kit/index.js';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { Memories } from '../queue/memories.js';
import { BasicAuthGuard } from './basic-auth.guard.js';
import { BotDirectory } from './bot-directory.js';
import { JsonBodyPipe } from './json-body.pipe.js';
import { Refusal } from './refusal.js';
import { ResumeDto } from './resume.dto.js';
import { validated } from './validated.js';

/** For the desk of those to whom bots hand conversations: its users have the webhook's credentials, not CometChat's. */
@Controller('conversations')
@UseGuards(BasicAuthGuard)
export class ConversationsController {
  constructor(
    @Inject(CONFIG) private readonly config: HalleyConfig,
    private readonly bots: BotDirectory,
    private readonly memories: Memories,
  ) {}

  /** Ends a handoff: the bot answers the next message again. */
  @Post('resume')
  @HttpCode(200)
  async resume(@Body(JsonBodyPipe) body: JsonObject): Promise<{ status: 'resumed' | 'not_handed_off' }> {
    const { bot: name, receiver, receiverType } = validated(new ResumeDto(body), 'a conversation');
    const bot = this.bots.find(name);
    if (!bot) throw new Refusal(404, 'unknown_bot', 'No bot of this name is known here: src/bots/bots.ts lists them, each with its uid and its aliases.');
    const { appId } = this.config.cometchat;
    const changed = await this.memories.change({ appId, bot: bot.uid, receiverType, peer: receiver.toLowerCase() }, resumed);
    return { status: changed ? 'resumed' : 'not_handed_off' };
  }
}
