import { Global, Module } from '@nestjs/common';
import { Budgets, FORM_LINKS, History, Outbox } from './bot-kit/index.js';
import { CometChatHistory } from './cometchat/cometchat-history.js';
import { CONFIG, type HalleyConfig } from './config/config.js';
import { OutboundModule } from './outbound/outbound.module.js';
import { ShortWay } from './outbound/short-way.js';
import { ProcessorModule } from './processor/processor.module.js';
import { QueuedOutbox } from './processor/queued-outbox.js';
import { DirectSender } from './queue/direct.sender.js';
import { QueueModule } from './queue/queue.module.js';
import { RedisBudgets } from './queue/redis-budgets.js';
import { Sweeper } from './queue/sweeper.js';

/**
 * What the worker role is: runs the bots, sends the replies, and sweeps. Global, because what bots may ask of the house
 * is bound here: they know only the abstract classes of the bot kit.
 */
@Global()
@Module({
  imports: [QueueModule, ProcessorModule, OutboundModule],
  providers: [
    Sweeper,
    { provide: DirectSender, useExisting: ShortWay },
    { provide: Outbox, useExisting: QueuedOutbox },
    { provide: History, useExisting: CometChatHistory },
    { provide: Budgets, useExisting: RedisBudgets },
    { provide: FORM_LINKS, inject: [CONFIG], useFactory: ({ forms }: HalleyConfig) => forms },
  ],
  exports: [DirectSender, Outbox, History, Budgets],
})
export class WorkerModule {}
