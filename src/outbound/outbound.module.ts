import { Module } from '@nestjs/common';
import { CometChatModule } from '../cometchat/cometchat.module.js';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import { QueueModule } from '../queue/queue.module.js';
import { Cards } from './cards.js';
import { Circuit } from './circuit.js';
import { OutboundProcessor } from './outbound.processor.js';
import { OutboundServices } from './outbound.services.js';
import { OutboundTurns } from './outbound.turns.js';
import { ShortWay } from './short-way.js';

const cometchat = CometChatModule.registerAsync({ inject: [CONFIG], useFactory: ({ cometchat }: HalleyConfig) => cometchat });

/** From the outbound line to CometChat. */
@Module({
  imports: [QueueModule, cometchat],
  providers: [OutboundServices, Circuit, Cards, OutboundTurns, OutboundProcessor, ShortWay],
  exports: [cometchat, ShortWay],
})
export class OutboundModule {}
