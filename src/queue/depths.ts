import { Injectable } from '@nestjs/common';
import { entryIn, type InboundEntry, type OutboundEntry } from './entries.js';
import { shardsOf, type ShardKeys, type Side } from './keys.js';
import { RedisClients } from './redis.clients.js';

export interface Depth {
  /** Messages that wait or are worked on. */
  messages: number;
  /** Conversations with work. */
  conversations: number;
  /** Age in ms of the oldest head among the lines that have stood still longest. */
  oldestMs: number;
}

/** So many of a shard's lines are looked at for the oldest: those that have not moved for longest. */
const LINES_LOOKED_AT = 3;

/** How much waits, for metrics. */
@Injectable()
export class Depths {
  constructor(private readonly clients: RedisClients) {}

  async of(side: Side): Promise<Depth> {
    const shards = await Promise.all(shardsOf(side).map((keys) => this.ofShard(keys)));
    return shards.reduce((sum, shard) => ({
      messages: sum.messages + shard.messages,
      conversations: sum.conversations + shard.conversations,
      oldestMs: Math.max(sum.oldestMs, shard.oldestMs),
    }));
  }

  private async ofShard(keys: ShardKeys): Promise<Depth> {
    const redis = this.clients.failFast;
    const [messages, conversations, longestStill] = await Promise.all([
      redis.get(keys.depth),
      redis.zcard(keys.index),
      redis.zrange(keys.index, 0, String(LINES_LOOKED_AT - 1)),
    ]);
    const ages = await Promise.all(longestStill.map((conversation) => this.ageOfHead(keys, conversation)));
    return { messages: Number(messages ?? 0), conversations, oldestMs: Math.max(0, ...ages) };
  }

  private async ageOfHead(keys: ShardKeys, conversation: string): Promise<number> {
    const [member] = await this.clients.failFast.zrange(keys.ids(conversation), 0, '0');
    const body = member && (await this.clients.failFast.hget(keys.line(conversation), `m:${member}`));
    if (!body) return 0;
    const { acceptedAt } = entryIn<InboundEntry | OutboundEntry>(body);
    return Math.max(0, Date.now() - acceptedAt);
  }
}
