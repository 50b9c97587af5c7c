import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { DeadLetters } from '../queue/dead-letters.js';
import { DirectSender } from '../queue/direct.sender.js';
import { InboundQueue } from '../queue/inbound.queue.js';
import { Journal } from '../queue/journal.js';
import { Uncommitted } from '../queue/uncommitted.js';
import { BotRegistry } from './bot.registry.js';

/** What a turn on the way to a bot works with. */
@Injectable()
export class InboundServices {
  @Inject(CONFIG) readonly config!: HalleyConfig;
  @Inject(Uncommitted) readonly uncommitted!: Uncommitted;

  constructor(
    readonly bots: BotRegistry,
    readonly inbound: InboundQueue,
    readonly sender: DirectSender,
    readonly deadLetters: DeadLetters,
    readonly journal: Journal,
  ) {}
}
