import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { conversationOf, fingerprint } from './conversation.js';
import { inboundBody, type InboundEntry, type OutboundEntry } from './entries.js';
import { InboundLine, type Beginning, type Committed } from './inbound.line.js';
import { keysOf } from './keys.js';
import { OutboundLine } from './outbound.line.js';
import { Script } from './scripts.js';
import { AND_NEXT, handled } from './testing/a-line.js';
import { aMessage } from './testing/a-message.js';
import { testRedis } from '../../test/support/test-redis.js';

const accept = new Script<number[]>('accept');
const sweep = new Script<(string | number)[]>('sweep');

const SHORT_WAY = 'short way';
const ONE: Beginning = { fence: SHORT_WAY, atMost: 1 };

describe('a commit that begins the sending', () => {
  let redis: Redis;

  beforeAll(() => {
    redis = testRedis();
  });

  afterAll(() => redis.quit());

  function conversation() {
    const appId = randomUUID();
    const name = conversationOf(aMessage({ appId }));
    const inbound = new InboundLine(redis, 'inbound', name, 'turn');
    /** A message comes, and is answered in so many parts. */
    const answer = async (id: string, parts: number, begin?: Beginning): Promise<Committed> => {
      const entry: InboundEntry = { message: aMessage({ appId, id }), acceptedAt: 1 };
      const keys = keysOf('inbound', name);
      await accept.run(redis, [keys.side, keys.seen], [name, fingerprint(entry.message), id, inboundBody(entry)]);
      const next = await inbound.claim();
      if (!('head' in next)) throw new Error(`no head, but ${next.kind}`);
      return inbound.commit([handled(next.head, Array.from({ length: parts }, (_, part) => replyTo(id, part)))], { ...AND_NEXT, begin });
    };
    return { name, answer, outbound: (fence = 'turn') => new OutboundLine(redis, 'outbound', name, fence) };
  }

  const replyTo = (id: string, part: number): OutboundEntry => ({
    id: `halley-bot-${id}-${part}`, answer: `halley-bot-${id}`, bot: 'bot', receiver: 'alice', receiverType: 'user',
    reply: { kind: 'text', text: `to ${id}` }, acceptedAt: 1, deadline: 2,
  });

  it('begins the first reply where the outbound line stands idle, and leaves the others to a turn', async () => {
    const { answer, outbound } = conversation();
    const { begun, wakeOutbound } = await answer('1', 2, ONE);
    expect(begun).toMatchObject([{ entry: { id: 'halley-bot-1-0' }, starts: 1, errors: 0 }]);
    expect(wakeOutbound).toBe(false);

    expect(await outbound(SHORT_WAY).finish([begun[0].member], { isFact: true, takeNext: false })).toEqual({ kind: 'done' });
    const second = await outbound().claim();
    expect(second).toMatchObject({ kind: 'head', head: { entry: { id: 'halley-bot-1-1' } } });
    const { member } = (second as Extract<typeof second, { head: unknown }>).head;
    expect(await outbound().finish([member], { isFact: true, takeNext: false })).toEqual({ kind: 'empty' });
  });

  it('begins nothing where replies wait already, whatever they wait for', async () => {
    const { answer, outbound } = conversation();
    await answer('1', 1);
    expect(await answer('2', 1, ONE)).toEqual({ next: { kind: 'empty' }, wakeOutbound: false, begun: [] });
    expect(await outbound().claim()).toMatchObject({ kind: 'head', head: { entry: { id: 'halley-bot-1-0' } } });
  });

  it('leaves an unknown outcome behind when its process dies before it has heard of CometChat', async () => {
    const { answer, outbound } = conversation();
    const { begun: [begun] } = await answer('1', 1, ONE);
    const { member, beganAt } = begun;
    expect(await outbound().claim()).toMatchObject({ kind: 'unknown', head: { member, beganAt } });
    // It was only thought dead: that CometChat has the reply is a fact all the same, and it may do nothing else.
    expect(await outbound(SHORT_WAY).postpone(begun, { ms: 0 })).toEqual({ kind: 'fenced' });
    await outbound(SHORT_WAY).finish([member], { isFact: true, takeNext: false });
    expect(await outbound().claim()).toEqual({ kind: 'empty' });
  });

  it('leaves a line that the sweeper finds, but not while a request may be under way', async () => {
    const { name, answer } = conversation();
    await answer('1', 1, ONE);
    const { side, index } = keysOf('outbound', name);
    expect(await sweep.run(redis, [side], ['1000', '0'])).not.toContain(name);
    await redis.zadd(index, 1, name);
    expect(await sweep.run(redis, [side], ['1000', '0'])).toContain(name);
  });
});
