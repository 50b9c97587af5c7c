import 'reflect-metadata';
import { timingSafeEqual } from 'node:crypto';
import { InjectQueue, BullModule, Processor, WorkerHost } from '@nestjs/bullmq';
import { Body, type CanActivate, Controller, type ExecutionContext, Get, HttpCode, Injectable, Module, Post, UseGuards, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Job, Queue } from 'bullmq';
import type { FastifyRequest } from 'fastify';
import { Pool } from 'undici';
import { CallbackDto } from './plain-nest.dto.js';

/**
 * What a good engineer writes with Nest and BullMQ in an afternoon: a guard, a DTO, a queue of messages, a queue of replies,
 * retries with back-off. It keeps no order and does not know a callback again. It sends through undici, as fast as can be.
 */
const { PORT, ROLE, REDIS_URL, COMETCHAT_API_URL = '', COMETCHAT_API_KEY = '', WEBHOOK_USERNAME, WEBHOOK_PASSWORD, WORKER_CONCURRENCY } = process.env;
const concurrency = Number(WORKER_CONCURRENCY);
const JOB = { attempts: 5, backoff: { type: 'exponential', delay: 500 }, removeOnComplete: true };

interface ReplyData {
  bot: string;
  receiver: string;
  text: string;
}

@Injectable()
class BasicAuthGuard implements CanActivate {
  private readonly wanted = Buffer.from(`Basic ${Buffer.from(`${WEBHOOK_USERNAME}:${WEBHOOK_PASSWORD}`).toString('base64')}`);

  canActivate(context: ExecutionContext): boolean {
    const given = Buffer.from(context.switchToHttp().getRequest<FastifyRequest>().headers.authorization ?? '');
    return given.length === this.wanted.length && timingSafeEqual(given, this.wanted);
  }
}

@Controller()
class WebhookController {
  constructor(@InjectQueue('messages') private readonly messages: Queue<CallbackDto>) {}

  @Get('health/ready')
  ready(): object {
    return { status: 'ok' };
  }

  @Post('webhook')
  @HttpCode(200)
  @UseGuards(BasicAuthGuard)
  async receive(@Body() callback: CallbackDto): Promise<object> {
    await this.messages.add('message', callback, JOB);
    return { status: 'accepted' };
  }
}

@Processor('messages', { concurrency })
class MessageProcessor extends WorkerHost {
  constructor(@InjectQueue('replies') private readonly replies: Queue<ReplyData>) {
    super();
  }

  async process({ data: { bot, data } }: Job<CallbackDto>): Promise<void> {
    await this.replies.add('reply', { bot, receiver: data.sender, text: data.data.text ?? '' }, JOB);
  }
}

@Processor('replies', { concurrency })
class ReplyProcessor extends WorkerHost {
  private readonly api = new URL(COMETCHAT_API_URL);
  private readonly pool = new Pool(this.api.origin);

  async process({ data: { bot, receiver, text } }: Job<ReplyData>): Promise<void> {
    const { statusCode, body } = await this.pool.request({
      path: `${this.api.pathname}/bots/${bot}/messages`,
      method: 'POST',
      headers: { apikey: COMETCHAT_API_KEY, 'content-type': 'application/json' },
      body: JSON.stringify({ receiver, receiverType: 'user', category: 'message', type: 'text', data: { text } }),
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`CometChat answered ${statusCode}`);
  }
}

@Module({
  imports: [BullModule.forRoot({ connection: { url: REDIS_URL } }), BullModule.registerQueue({ name: 'messages' }, { name: 'replies' })],
  controllers: [WebhookController],
  providers: ROLE === 'webhook' ? [] : [MessageProcessor, ReplyProcessor],
})
class AppModule {}

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: ['error'] });
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
await app.listen(Number(PORT), '127.0.0.1');
