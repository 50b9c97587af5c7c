import { Injectable } from '@nestjs/common';
import { CometChatClient } from '../cometchat/cometchat.client.js';
import { DeadLetters } from '../queue/dead-letters.js';
import { Gates } from '../queue/gates.js';
import { Journal } from '../queue/journal.js';
import { OutboundQueue } from '../queue/outbound.queue.js';

/** What a turn on the way to CometChat works with. */
@Injectable()
export class OutboundServices {
  constructor(
    readonly outbound: OutboundQueue,
    readonly gates: Gates,
    readonly client: CometChatClient,
    readonly deadLetters: DeadLetters,
    readonly journal: Journal,
  ) {}
}
