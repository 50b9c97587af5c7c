import { hash } from 'node:crypto';

/** The two sides of the house: messages on their way to a bot, and replies on their way to CometChat. */
export type Side = 'inbound' | 'outbound';

/** In front of every key, BullMQ's too. The braces keep all of BullMQ's keys in one slot of a Redis Cluster. */
export const PREFIX = '{halley}';

/**
 * As many nodes as a Redis Cluster can share the lines among. Few, because callbacks that come together share one call a
 * shard: with 16 shards nearly every callback had a call of its own, and cost a quarter more on both sides.
 * Never a setting: a conversation whose shard changes would lose its line.
 */
export const SHARDS = 4;

/** Shards of conversations that were asked for: a turn asks for its own half a dozen times, and md5 was a thirtieth of a callback. */
const known = new Map<string, number>();
const MOST_KNOWN = 10_000;

export function shardOf(conversation: string): number {
  let shard = known.get(conversation);
  if (shard === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    shard = hash('md5', conversation, 'buffer')[0] % SHARDS;
    known.set(conversation, shard);
  }
  return shard;
}

/** Keys of one shard share a hash tag, so that every script touches one slot of a Redis Cluster. */
export class ShardKeys {
  /** What the keys of all lines begin with, and what scripts are given of them. */
  readonly side: string;
  readonly index: string;
  readonly depth: string;
  readonly seen: string;
  /** In front of what is remembered of each conversation. */
  readonly memories: string;

  constructor(
    readonly shard: number,
    side: Side,
  ) {
    const base = `{halley:${shard}}`;
    this.side = `${base}:${side}`;
    this.index = `${this.side}:index`;
    this.depth = `${this.side}:depth`;
    this.seen = `${base}:seen`;
    this.memories = `${base}:memory`;
  }

  ids(conversation: string): string {
    return `${this.side}:ids:${conversation}`;
  }

  line(conversation: string): string {
    return `${this.side}:line:${conversation}`;
  }

  memory(conversation: string): string {
    return `${this.memories}:${conversation}`;
  }
}

const shards: Record<Side, ShardKeys[]> = { inbound: allShards('inbound'), outbound: allShards('outbound') };

function allShards(side: Side): ShardKeys[] {
  return Array.from({ length: SHARDS }, (_, shard) => new ShardKeys(shard, side));
}

export function shardsOf(side: Side): readonly ShardKeys[] {
  return shards[side];
}

export function keysOf(side: Side, conversation: string): ShardKeys {
  return shards[side][shardOf(conversation)];
}
