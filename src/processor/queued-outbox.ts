import { createHash, randomUUID } from 'node:crypto';
import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { fitReplies, Outbox, type Recipient, type Reply } from '../bot-kit/index.js';
import { CONFIG, type HalleyConfig } from '../config/config.js';
import type { OutboundEntry } from '../queue/entries.js';
import { OutboundQueue } from '../queue/outbound.queue.js';
import { LATER } from '../queue/queues.js';

/** What is kept of a message until it is due. */
export interface Letter {
  id: string;
  bot: string;
  to: Recipient;
  reply: Reply;
}

/** Messages that answer nothing enter the line of their conversation like any reply: now, or when they are due. */
@Injectable()
export class QueuedOutbox extends Outbox {
  constructor(
    @Inject(CONFIG) private readonly config: HalleyConfig,
    @InjectQueue(LATER.queue) private readonly later: Queue<Letter, void>,
    private readonly outbound: OutboundQueue,
  ) {
    super();
  }

  override async send(bot: string, to: Recipient, reply: string | Reply, { at, id = randomUUID() }: { at?: Date; id?: string } = {}): Promise<{ id: string }> {
    this.check(reply, at);
    const letter = { id: letterId(bot, id), bot, to, reply: typeof reply === 'string' ? ({ kind: 'text', text: reply } as const) : reply };
    const ms = at ? at.getTime() - Date.now() : 0;
    if (ms > 0) await this.later.add(LATER.job, letter, { jobId: letter.id, delay: ms });
    else await this.post(letter);
    return { id: letter.id };
  }

  /** Into the line; a letter that was posted before changes nothing. */
  post({ id, bot, to, reply }: Letter): Promise<void> {
    const acceptedAt = Date.now();
    const deadline = acceptedAt + this.config.reply.deadlineMs;
    const parts = fitReplies([reply]).map((part, index): OutboundEntry => ({ id: `${id}-${index}`, answer: id, bot, ...to, reply: part, acceptedAt, deadline }));
    return this.outbound.post(this.config.cometchat.appId, parts);
  }
}

/** An author's id may hold anything; a tag and a BullMQ job id may not. */
function letterId(bot: string, id: string): string {
  return `halley-out-${createHash('sha256').update(JSON.stringify([bot, id])).digest('hex').slice(0, 32)}`;
}
