import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { conversationOf, fingerprint } from '../conversation.js';
import { inboundBody, type InboundEntry, type OutboundEntry } from '../entries.js';
import { InboundLine, type CommitOptions, type Handled } from '../inbound.line.js';
import { keysOf, type ShardKeys } from '../keys.js';
import type { Head, Next } from '../next.js';
import { OutboundLine } from '../outbound.line.js';
import { Script } from '../scripts.js';
import { aMessage } from './a-message.js';

const acceptScript = new Script<number[]>('accept');

/** The lines of a conversation of its own app: tests share one Redis, and an app's message ids are seen once. */
export class ALine {
  private readonly appId = randomUUID();
  readonly name = conversationOf(aMessage({ appId: this.appId }));
  readonly keys: ShardKeys = keysOf('inbound', this.name);

  constructor(private readonly redis: Redis) {}

  inbound(fence = 'turn-1'): InboundLine {
    return new InboundLine(this.redis, 'inbound', this.name, fence);
  }

  outbound(fence = 'turn-1'): OutboundLine {
    return new OutboundLine(this.redis, 'outbound', this.name, fence);
  }

  accept(...ids: string[]): Promise<number[]> {
    return this.acceptBatch(ids.flatMap((id) => this.offer(id)));
  }

  /** In one call, also what others offer whose shard is the same. */
  acceptBatch(offers: string[]): Promise<number[]> {
    return acceptScript.run(this.redis, [this.keys.side, this.keys.seen], offers);
  }

  /** A message as `accept.lua` takes it. */
  offer(id: string): string[] {
    const entry: InboundEntry = { message: aMessage({ appId: this.appId, id }), acceptedAt: 1 };
    return [this.name, fingerprint(entry.message), id, inboundBody(entry)];
  }

  /** A message with so many replies, committed: the outbound line holds them. */
  static async answered(redis: Redis, parts = 1): Promise<ALine> {
    const chat = new ALine(redis);
    await chat.accept('1');
    const head = headOf(await chat.inbound().claim());
    await chat.inbound().commit([handled(head, Array.from({ length: parts }, (_, part) => replyTo('1', part)))], {});
    return chat;
  }
}

export function headOf<Entry>(next: Next<Entry>): Head<Entry> {
  if (!('head' in next)) throw new Error(`no head, but ${next.kind}`);
  return next.head;
}

/** The head, and those that were handed out behind it. */
export function headsOf<Entry>(next: Next<Entry>): Head<Entry>[] {
  return [headOf(next), ...(('head' in next && next.behind) || [])];
}

/** What a handler came to that was run on it. */
export function handled(head: Head<InboundEntry>, replies: OutboundEntry[] = [], memory?: Handled['memory']): Handled {
  return { head, replies, memory };
}

/** A commit that goes on with the next message. */
export const AND_NEXT: CommitOptions = { handOut: { behind: 0 } };

export function replyTo(id: string, part = 0): OutboundEntry {
  return {
    id: `halley-bot-${id}-${part}`, answer: `halley-bot-${id}`, bot: 'bot', receiver: 'alice', receiverType: 'user',
    reply: { kind: 'text', text: `to ${id}` }, acceptedAt: 1, deadline: 2,
  };
}
