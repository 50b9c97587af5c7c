import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import type { InboundLine } from './inbound.line.js';
import { keysOf } from './keys.js';
import { ALine, AND_NEXT, handled, headOf, replyTo } from './testing/a-line.js';
import { testRedis } from '../../test/support/test-redis.js';

describe('a line', () => {
  let redis: Redis;

  beforeAll(() => {
    redis = testRedis();
  });

  afterAll(() => redis.quit());

  const conversation = () => new ALine(redis);
  const answered = (parts = 1) => ALine.answered(redis, parts);

  const idsTaken = async (line: InboundLine): Promise<string[]> => {
    const ids: string[] = [];
    for (let next = await line.claim(); 'head' in next; next = (await line.commit([handled(next.head)], AND_NEXT)).next) {
      ids.push(next.head.entry.message.id);
    }
    return ids;
  };

  describe('accept', () => {
    it('wakes the conversation for the first message only, and knows a message it has seen', async () => {
      const chat = conversation();
      expect(await chat.accept('1')).toEqual([2]);
      expect(await chat.accept('2', '2', '1')).toEqual([1, 0, 0]);
    });

    it('knows a message again after it was handled', async () => {
      const chat = conversation();
      await chat.accept('1');
      expect(await idsTaken(chat.inbound())).toEqual(['1']);
      expect(await chat.accept('1')).toEqual([0]);
    });

    it('keeps and knows again what it took before a message that Redis cannot take', async () => {
      const [chat, broken] = [conversation(), conversation()];
      const key = `${chat.keys.side}:line:${broken.name}`;
      await redis.set(key, 'not a hash');
      await expect(chat.acceptBatch([...chat.offer('1'), ...broken.offer('1')])).rejects.toThrow('WRONGTYPE');
      await redis.del(key);
      expect(await chat.accept('1')).toEqual([0]);
    });

    it('hands messages out by the number of their id, odd ids last and in the order they came', async () => {
      const chat = conversation();
      await chat.accept('10', 'x-9', '9', '0009', 'a-1', '100', '1234567890123456');
      expect(await idsTaken(chat.inbound())).toEqual(['9', '0009', '10', '100', 'x-9', 'a-1', '1234567890123456']);
    });

    it('a message whose id has half a pair of UTF-16 leaves its line like any other', async () => {
      const chat = conversation();
      await chat.accept('abc\ud83d', `${'long'.repeat(20)}\ud83d`);
      const line = chat.inbound();
      const first = headOf(await line.claim());
      const { next } = await line.commit([handled(first)], AND_NEXT);
      expect((await line.commit([handled(headOf(next))], AND_NEXT)).next).toEqual({ kind: 'empty' });
    });

    it('takes a smaller id than one already handled when it comes', async () => {
      const chat = conversation();
      await chat.accept('5');
      expect(await idsTaken(chat.inbound())).toEqual(['5']);
      expect(await chat.accept('4')).toEqual([2]);
      expect(await idsTaken(chat.inbound())).toEqual(['4']);
    });

    it('remembers what was seen for a day and more, and not for ever', async () => {
      const chat = conversation();
      const today = () => Math.floor(Date.now() / 86_400_000);
      const before = today();
      await chat.accept('1');
      // The day may have ended meanwhile.
      const seconds = Math.max(...await Promise.all([before, today()].map((day) => redis.ttl(`${chat.keys.seen}:${day}`))));
      expect(seconds).toBeGreaterThan(86_400);
      expect(seconds).toBeLessThanOrEqual(2 * 86_400);
    });
  });

  describe('take', () => {
    it('keeps a head that was taken, whatever smaller id arrives', async () => {
      const chat = conversation();
      await chat.accept('5');
      await chat.inbound('turn-1').claim();
      await chat.accept('4');
      expect(headOf(await chat.inbound('turn-2').claim()).entry.message.id).toBe('5');
    });

    it('forgets a head that is no longer in line', async () => {
      const chat = conversation();
      await chat.accept('5', '6');
      await chat.inbound('turn-1').claim();
      await redis.multi().zrem(chat.keys.ids(chat.name), '000000000000005').hdel(chat.keys.line(chat.name), 'm:000000000000005').exec();
      expect(headOf(await chat.inbound('turn-2').claim())).toMatchObject({ starts: 1, entry: { message: { id: '6' } } });
    });

    it('counts starts without an outcome', async () => {
      const chat = conversation();
      await chat.accept('1');
      await chat.inbound('turn-1').claim();
      expect(headOf(await chat.inbound('turn-2').claim())).toMatchObject({ starts: 2, errors: 0 });
    });

    it('shuts out the turn that held the line before', async () => {
      const chat = conversation();
      await chat.accept('1');
      await chat.inbound('turn-1').claim();
      await chat.inbound('turn-2').claim();
      expect(await chat.inbound('turn-1').retake()).toEqual({ kind: 'fenced' });
    });

    it('leaves nothing behind where there is nothing', async () => {
      const chat = conversation();
      expect(await chat.inbound().claim()).toEqual({ kind: 'empty' });
      expect(await redis.exists(chat.keys.line(chat.name))).toBe(0);
    });
  });

  describe('commit', () => {
    it('takes the message out, puts the replies in line in order, and says that line must be woken', async () => {
      const chat = conversation();
      await chat.accept('1');
      const head = headOf(await chat.inbound().claim());
      const committed = await chat.inbound().commit([handled(head, [replyTo('1', 0), replyTo('1', 1)])], AND_NEXT);
      expect(committed).toEqual({ wakeOutbound: true, next: { kind: 'empty' }, begun: [] });

      const first = headOf(await chat.outbound().claim());
      const second = await chat.outbound().finish([first.member], { isFact: true, takeNext: true });
      expect([first.entry.id, headOf(second).entry.id]).toEqual(['halley-bot-1-0', 'halley-bot-1-1']);
    });

    it('a zombie that wakes up and commits changes nothing', async () => {
      const chat = conversation();
      await chat.accept('1');
      const zombie = headOf(await chat.inbound('zombie').claim());
      await chat.inbound('turn-2').claim();
      const { next } = await chat.inbound('zombie').commit([handled(zombie, [replyTo('1')])], AND_NEXT);
      expect(next).toEqual({ kind: 'fenced' });
      expect(await chat.outbound().claim()).toEqual({ kind: 'empty' });
    });

    it('happens once, however often it is asked for', async () => {
      const chat = conversation();
      await chat.accept('1', '2');
      const head = headOf(await chat.inbound().claim());
      await chat.inbound().commit([handled(head, [replyTo('1')])], {});
      expect((await chat.inbound().commit([handled(head, [replyTo('1')])], AND_NEXT)).next).toEqual({ kind: 'gone' });
      const first = headOf(await chat.outbound().claim());
      expect(await chat.outbound().finish([first.member], { isFact: true, takeNext: true })).toEqual({ kind: 'empty' });
    });

    it('writes what is remembered, hands it to the next run, and forgets it when told', async () => {
      const chat = conversation();
      await chat.accept('1', '2', '3');
      const line = chat.inbound();
      const first = headOf(await line.claim());
      expect(first.memory).toEqual({ conversation: '', person: '' });

      const memory = { conversation: { value: { paused: true }, ttlMs: 60_000 }, person: { value: 'step', ttlMs: 60_000 } };
      const second = headOf((await line.commit([handled(first, [], memory)], AND_NEXT)).next);
      expect(second.memory).toEqual({ conversation: '{"paused":true}', person: '"step"' });

      const third = headOf((await line.commit([handled(second, [], { person: null })], AND_NEXT)).next);
      expect(third.memory).toEqual({ conversation: '{"paused":true}', person: '' });
    });

    it('a message that arrives while the line is being released is woken for', async () => {
      const chat = conversation();
      await chat.accept('1');
      const head = headOf(await chat.inbound().claim());
      await chat.inbound().commit([handled(head)], {});
      expect(await chat.accept('2')).toEqual([2]);
    });
  });

  it('the head behind one that is given up comes with what is remembered', async () => {
    const chat = conversation();
    await chat.accept('1', '2', '3');
    const line = chat.inbound();
    const memory = { conversation: { value: 'a', ttlMs: 60_000 }, person: { value: 'x', ttlMs: 60_000 } };
    const second = headOf((await line.commit([handled(headOf(await line.claim()), [], memory)], AND_NEXT)).next);
    const third = headOf(await line.finish([second.member], { isFact: false, takeNext: true }));
    expect(third).toMatchObject({ entry: { message: { id: '3' } }, memory: { conversation: '"a"', person: '"x"' } });
  });

  describe('postpone', () => {
    it('keeps the place, counts the failure, and says how long to wait', async () => {
      const chat = conversation();
      await chat.accept('1', '2');
      const line = chat.inbound('turn-1');
      const head = headOf(await line.claim());
      expect(await line.postpone(head, { ms: 60_000, error: 'no luck', failed: true })).toEqual({ kind: 'wait', ms: 60_000 });
      const next = await chat.inbound('turn-2').claim();
      expect(next.kind).toBe('wait');

      await redis.hset(chat.keys.line(chat.name), 'notBefore', '1');
      expect(headOf(await chat.inbound('turn-3').claim())).toMatchObject({ errors: 1, starts: 1, error: 'no luck', entry: { message: { id: '1' } } });
    });

    it('is refused to a turn that no longer holds the line', async () => {
      const chat = conversation();
      await chat.accept('1');
      const head = headOf(await chat.inbound('turn-1').claim());
      await chat.inbound('turn-2').claim();
      expect(await chat.inbound('turn-1').postpone(head, { ms: 5 })).toEqual({ kind: 'fenced' });
    });
  });

  describe('begin and finish', () => {
    it('a head found marked as being sent is an unknown outcome, and is not marked anew', async () => {
      const chat = await answered();
      const begun = headOf(await chat.outbound('turn-1').claim());
      const found = await chat.outbound('turn-2').claim();
      expect(found.kind).toBe('unknown');
      expect(headOf(found).beganAt).toBe(begun.beganAt);
    });

    it('marks again only over the very mark that was looked up', async () => {
      const chat = await answered();
      await chat.outbound('turn-1').claim();
      const line = chat.outbound('turn-2');
      const found = headOf(await line.claim());
      const marked = await line.markAgain(found);
      expect(Number(marked?.beganAt)).toBeGreaterThan(Number(found.beganAt));
      expect(await line.markAgain(found)).toBeUndefined();
      expect(await chat.outbound('turn-1').markAgain(found)).toBeUndefined();
    });

    it('a reply that CometChat has is taken out whoever holds the line', async () => {
      const chat = await answered(2);
      const begun = headOf(await chat.outbound('turn-1').claim());
      await chat.outbound('turn-2').claim();
      expect(await chat.outbound('turn-1').finish([begun.member], { isFact: true, takeNext: true })).toEqual({ kind: 'fenced' });
      expect(headOf(await chat.outbound('turn-2').retake()).entry.id).toBe('halley-bot-1-1');
    });

    it('a reply that is given up is taken out by the holder only', async () => {
      const chat = await answered();
      const begun = headOf(await chat.outbound('turn-1').claim());
      await chat.outbound('turn-2').claim();
      expect(await chat.outbound('turn-1').finish([begun.member], { isFact: false, takeNext: true })).toEqual({ kind: 'fenced' });
      expect((await chat.outbound('turn-2').retake()).kind).toBe('unknown');
    });

    it('a wait that says nothing was sent takes the mark off; one that does not know keeps it', async () => {
      const chat = await answered();
      const line = chat.outbound();
      await line.postpone(headOf(await line.claim()), { ms: 0, keepMark: true });
      const unknown = await line.retake();
      expect(unknown.kind).toBe('unknown');
      await line.postpone(headOf(unknown), { ms: 0 });
      expect((await line.retake()).kind).toBe('head');
    });

    it('finds the parts of an answer that are given up together, and not those of the next', async () => {
      const chat = await answered(2);
      await chat.accept('2');
      const head = headOf(await chat.inbound().claim());
      await chat.inbound().commit([handled(head, [replyTo('2')])], {});
      const first = headOf(await chat.outbound().claim());
      const parts = await chat.outbound().together(first.member);
      expect(parts.map(({ entry }) => entry.id)).toEqual(['halley-bot-1-0', 'halley-bot-1-1']);
    });
  });

  it('is gone without a trace once it is empty', async () => {
    const chat = await answered();
    const first = headOf(await chat.outbound().claim());
    await chat.outbound().finish([first.member], { isFact: true, takeNext: false });
    for (const side of ['inbound', 'outbound'] as const) {
      const keys = keysOf(side, chat.name);
      expect(await redis.exists(keys.ids(chat.name), keys.line(chat.name))).toBe(0);
      expect(await redis.zscore(keys.index, chat.name)).toBeNull();
    }
  });
});
