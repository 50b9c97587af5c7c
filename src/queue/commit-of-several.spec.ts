import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type { InboundEntry } from './entries.js';
import type { Head } from './next.js';
import { ALine, AND_NEXT, handled, headOf, headsOf, replyTo } from './testing/a-line.js';
import { testRedis } from '../../test/support/test-redis.js';

describe('a commit of several messages', () => {
  let redis: Redis;

  beforeAll(() => {
    redis = testRedis();
  });

  afterAll(() => redis.quit());

  const three = async (...ids: string[]) => {
    const chat = new ALine(redis);
    await chat.accept(...ids);
    return { chat, line: chat.inbound(), heads: headsOf(await chat.inbound().claim(2)) };
  };
  const idsOf = (heads: Head<InboundEntry>[]) => heads.map(({ entry }) => entry.message.id);

  it('hands out those behind the head in their order, as many as were asked for', async () => {
    const { line, heads } = await three('9', '7', '8', '10', '11');
    expect(idsOf(heads)).toEqual(['7', '8', '9']);
    const { next } = await line.commit(heads.map((head) => handled(head, [replyTo(head.entry.message.id)])), { handOut: { behind: 5 } });
    expect(headsOf(next).map(({ starts, errors, entry }) => [entry.message.id, starts, errors])).toEqual([['10', 1, 0], ['11', 1, 0]]);
  });

  it('puts the replies in line in the order of the messages, and begins as many of them as it is told to', async () => {
    const { chat, line, heads } = await three('1', '2', '3');
    const outcomes = [handled(heads[0]), handled(heads[1], [replyTo('2', 0), replyTo('2', 1)]), handled(heads[2], [replyTo('3')])];
    const { next, begun, wakeOutbound } = await line.commit(outcomes, { ...AND_NEXT, begin: { fence: 'short way', atMost: 2 } });
    expect([next, begun.map(({ entry }) => entry.id), wakeOutbound]).toEqual([{ kind: 'empty' }, ['halley-bot-2-0', 'halley-bot-2-1'], false]);
    const third = await chat.outbound('short way').finish(begun.map(({ member }) => member), { isFact: true, takeNext: true });
    expect([third.kind, headOf(third).entry.id]).toEqual(['head', 'halley-bot-3-0']);
  });

  it('happens once, however often it is asked for, and not at all to a turn that was shut out', async () => {
    const { chat, line, heads } = await three('1', '2', '3');
    const outcomes = heads.slice(0, 2).map((head) => handled(head, [replyTo(head.entry.message.id)]));
    await chat.inbound('turn-2').claim();
    expect((await line.commit(outcomes, AND_NEXT)).next).toEqual({ kind: 'fenced' });
    await chat.inbound('turn-2').commit(outcomes, {});
    expect((await chat.inbound('turn-2').commit(outcomes, AND_NEXT)).next).toEqual({ kind: 'gone' });
    expect(headOf(await chat.inbound('turn-3').claim()).entry.message.id).toBe('3');
  });

  it('goes on with the one that is begun already, though a smaller id came meanwhile', async () => {
    const { chat, line, heads } = await three('1', '3', '4');
    await chat.accept('2');
    const { next } = await line.commit([handled(heads[0])], { handOut: { behind: 2 }, nextHead: heads[1].member });
    expect(headsOf(next).map(({ entry }) => entry.message.id)).toEqual(['3', '2', '4']);
  });

  it('goes on with the first in line where the one that was begun is gone', async () => {
    const { chat, line, heads } = await three('1', '2', '3');
    await redis.multi().zrem(chat.keys.ids(chat.name), heads[1].member).hdel(chat.keys.line(chat.name), `m:${heads[1].member}`).exec();
    const { next } = await line.commit([handled(heads[0])], { ...AND_NEXT, nextHead: heads[1].member });
    expect(headOf(next).entry.message.id).toBe('3');
  });

  it('hands out nothing behind a head that was begun before, or failed', async () => {
    const { chat } = await three('1', '2', '3');
    const again = await chat.inbound('turn-2').claim(2);
    expect(again).toMatchObject({ head: { starts: 2 }, behind: [] });
    await chat.inbound('turn-2').postpone(headOf(again), { ms: 0, error: 'no luck', failed: true });
    expect(await chat.inbound('turn-3').claim(2)).toMatchObject({ head: { starts: 1, errors: 1 }, behind: [] });
  });

  it('writes what each of them is to remember, and hands out what is remembered of each person', async () => {
    const { chat, line, heads } = await three('1', '2', '3', '4');
    const remember = (value: string) => ({ value, ttlMs: 60_000 });
    const { next } = await line.commit([
      handled(heads[0], [], { conversation: remember('a'), person: remember('x') }), handled(heads[1], [], { conversation: remember('b') }), handled(heads[2], [], { person: remember('y') }),
    ], { handOut: { behind: 1 } });
    expect(headOf(next).memory).toEqual({ conversation: '"b"', person: '"y"' });
    await chat.accept('5', '6');
    const later = (await line.commit([handled(headOf(next))], { handOut: { behind: 1 } })).next;
    expect(headsOf(later).map(({ memory }) => memory)).toEqual(Array(2).fill({ conversation: '"b"', person: '"y"' }));
  });
});
