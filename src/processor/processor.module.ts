import { Module } from '@nestjs/common';
import { BotsModule } from '../bots/bots.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { BotRegistry } from './bot.registry.js';
import { InboundProcessor } from './inbound.processor.js';
import { LaterProcessor } from './later.processor.js';
import { QueuedOutbox } from './queued-outbox.js';
import { InboundServices } from './inbound.services.js';

/** From the inbound line to the bot, and its outcome into the outbound line. */
@Module({
  imports: [QueueModule, BotsModule],
  providers: [BotRegistry, InboundServices, InboundProcessor, QueuedOutbox, LaterProcessor],
  exports: [QueuedOutbox],
})
export class ProcessorModule {}
