import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type { OutboundEntry } from './entries.js';
import type { Unsent } from './held-line.js';
import type { Head, Next } from './next.js';
import { ALine, AND_NEXT, handled, headOf, headsOf, replyTo } from './testing/a-line.js';
import { testRedis } from '../../test/support/test-redis.js';

describe('replies that are begun together', () => {
  let redis: Redis;

  beforeAll(() => {
    redis = testRedis();
  });

  afterAll(() => redis.quit());

  /** So many replies in line, as a turn gets them: the head, and two behind it. */
  const begun = async (parts: number) => {
    const chat = await ALine.answered(redis, parts);
    const line = chat.outbound('turn-1');
    const next = await line.claim(2);
    const heads = headsOf(next);
    return { chat, line, heads, members: heads.map(({ member }) => member), unsent: unsentOf(heads.slice(1)) };
  };
  const unsentOf = (heads: Head<OutboundEntry>[]): Unsent => ({ beganAt: heads[0].beganAt, members: heads.map(({ member }) => member) });
  const partsOf = (next: Next<OutboundEntry>) => headsOf(next).map(({ entry }) => Number(entry.id.at(-1)));
  const FACT = { isFact: true, takeNext: true };

  it('come in their order, as many as were asked for, with one mark, and leave the line together', async () => {
    const { line, heads, members } = await begun(5);
    expect(heads.map(({ entry }) => entry.id)).toEqual(['halley-bot-1-0', 'halley-bot-1-1', 'halley-bot-1-2']);
    expect(new Set(heads.map(({ beganAt }) => beganAt)).size).toBe(1);
    const next = await line.finish(members, { ...FACT, behind: 2 });
    expect([next.kind, ...partsOf(next)]).toEqual(['head', 3, 4]);
    expect(await line.finish(headsOf(next).map(({ member }) => member), FACT)).toEqual({ kind: 'empty' });
  });

  it('are unknown outcomes, each of them, to whoever takes over', async () => {
    const { chat, heads } = await begun(4);
    const line = chat.outbound('turn-2');
    let next = await line.claim(2);
    for (const { member, beganAt } of heads) {
      expect(next).toMatchObject({ kind: 'unknown', head: { member, beganAt }, behind: [] });
      next = await line.finish([member], { ...FACT, behind: 2 });
    }
    expect([next.kind, ...partsOf(next)]).toEqual(['head', 3]);
  });

  it('stay unknown outcomes when the one before them is marked again, or known not to be sent', async () => {
    const { chat } = await begun(3);
    const line = chat.outbound('turn-2');
    const first = headOf(await line.claim(2));
    await line.markAgain(first);
    const second = await line.finish([first.member], { ...FACT, behind: 2 });
    expect([second.kind, ...partsOf(second)]).toEqual(['unknown', 1]);
    await line.postpone(headOf(second), { ms: 0 });
    const again = await line.retake(2);
    expect([again.kind, ...partsOf(again)]).toEqual(['head', 1]);
    const third = await line.finish([headOf(again).member], { ...FACT, behind: 2 });
    expect([third.kind, ...partsOf(third)]).toEqual(['unknown', 2]);
  });

  it('are as if never begun where their holder says that they were not sent', async () => {
    const { line, members: [first], unsent } = await begun(4);
    const next = await line.finish([first], { ...FACT, behind: 2, unsent });
    expect([next.kind, ...partsOf(next)]).toEqual(['head', 1, 2, 3]);
    const [head, ...behind] = headsOf(next);
    await line.postpone(head, { ms: 0, unsent: unsentOf(behind) });
    const again = await line.retake(2);
    expect([again.kind, ...partsOf(again)]).toEqual(['head', 1, 2, 3]);
  });

  it('keep their marks where somebody else holds the line by now', async () => {
    const { chat, line, heads: [head], members: [first], unsent } = await begun(3);
    const other = chat.outbound('turn-2');
    await other.claim();
    expect(await line.postpone(head, { ms: 0, unsent })).toEqual({ kind: 'fenced' });
    expect(await line.finish([first], { ...FACT, unsent })).toEqual({ kind: 'fenced' });
    const next = await other.retake();
    expect([next.kind, ...partsOf(next)]).toEqual(['unknown', 1]);
  });

  it('keep a mark that is newer than the one they were begun with', async () => {
    const { chat, line, members: [first], unsent } = await begun(3);
    await chat.outbound('turn-2').claim();
    const second = headOf(await chat.outbound('turn-2').finish([first], FACT));
    await chat.outbound('turn-2').markAgain(second);
    await redis.hset(chat.keys.line(chat.name).replace('inbound', 'outbound'), 'fence', 'turn-1');
    const next = await line.finish([first], { ...FACT, unsent });
    expect([next.kind, ...partsOf(next)]).toEqual(['unknown', 1]);
    const third = await line.finish([second.member], FACT);
    expect([third.kind, ...partsOf(third)]).toEqual(['head', 2]);
  });

  it('are as if never begun where their holder asks for the head again, which stays unknown', async () => {
    const { line, members: [first], unsent } = await begun(3);
    expect(await line.retake(2, unsent)).toMatchObject({ kind: 'unknown', head: { member: first }, behind: [] });
    const next = await line.finish([first], { ...FACT, behind: 2 });
    expect([next.kind, ...partsOf(next)]).toEqual(['head', 1, 2]);
  });

  it('a head that the version before was sending is an unknown outcome', async () => {
    const chat = await ALine.answered(redis, 2);
    const [line, key] = [chat.outbound(), chat.keys.line(chat.name).replace('inbound', 'outbound')];
    const { member } = headOf(await line.claim());
    await redis.multi().hdel(key, `b:${member}`).hset(key, 'beganAt', '5').exec();
    const found = await chat.outbound('turn-2').claim();
    expect(found).toMatchObject({ kind: 'unknown', head: { member, beganAt: '5' } });
    expect(await chat.outbound('turn-2').markAgain(headOf(found))).toBeDefined();
    const next = await chat.outbound('turn-2').finish([member], FACT);
    expect([next.kind, ...partsOf(next)]).toEqual(['head', 1]);
  });

  it('stand alone where the head failed, and until that head is gone', async () => {
    const { line, heads: [head], members: [first], unsent } = await begun(3);
    await line.postpone(head, { ms: 0, error: 'no luck', failed: true, unsent });
    expect(await line.retake(2)).toMatchObject({ kind: 'head', head: { errors: 1 }, behind: [] });
    const next = await line.finish([first], { ...FACT, behind: 2 });
    expect([next.kind, ...partsOf(next)]).toEqual(['head', 1, 2]);
  });

  it('may be begun by the commit', async () => {
    const chat = new ALine(redis);
    await chat.accept('1');
    const head = headOf(await chat.inbound().claim());
    const { begun: replies } = await chat.inbound().commit([handled(head, [0, 1, 2].map((part) => replyTo('1', part)))], { ...AND_NEXT, begin: { fence: 'short way', atMost: 2 } });
    const taken = await chat.outbound('turn-2').claim(2);
    expect(taken).toMatchObject({ kind: 'unknown', head: { member: replies[0].member, beganAt: replies[0].beganAt } });
    const [first, second] = replies.map(({ member }) => member);
    expect(await chat.outbound('turn-2').finish([first], FACT)).toMatchObject({ kind: 'unknown', head: { member: second, beganAt: replies[1].beganAt } });
    const third = await chat.outbound('turn-2').finish([second], FACT);
    expect([third.kind, ...partsOf(third)]).toEqual(['head', 2]);
  });

  it('leave nothing behind', async () => {
    const { chat, line, members } = await begun(3);
    await line.finish(members, FACT);
    expect(await redis.exists(chat.keys.line(chat.name).replace('inbound', 'outbound'))).toBe(0);
  });
});
