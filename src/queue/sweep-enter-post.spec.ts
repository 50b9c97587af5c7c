import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { inboundBody, outboundBody } from './entries.js';
import { keysOf } from './keys.js';
import { Script } from './scripts.js';
import { ALine, handled, headOf } from './testing/a-line.js';
import { testRedis } from '../../test/support/test-redis.js';

const sweep = new Script<(string | number)[]>('sweep');
const enter = new Script<number>('enter');
const postScript = new Script<number>('post');

describe('past the way of a message', () => {
  let redis: Redis;

  beforeAll(() => {
    redis = testRedis();
  });

  afterAll(() => redis.quit());

  const conversation = () => new ALine(redis);
  const answered = () => ALine.answered(redis);

  describe('sweep', () => {
    const woken = async (chat: ALine) => {
      const found = await sweep.run(redis, [chat.keys.side], ['100', '0']);
      const place = found.indexOf(chat.name);
      return place < 0 ? 0 : Number(found[place + 1]);
    };
    const standStill = (chat: ALine) => redis.zadd(chat.keys.index, 1, chat.name);

    it('leaves a line alone that has just moved, claims one that stands still, and counts', async () => {
      const chat = conversation();
      await chat.accept('1');
      expect(await woken(chat)).toBe(0);
      await standStill(chat);
      expect(await woken(chat)).toBe(1);
      expect(await woken(chat)).toBe(0);
      await standStill(chat);
      expect(await woken(chat)).toBe(2);
    });

    it('starts counting anew when the line moves', async () => {
      const chat = conversation();
      await chat.accept('1', '2');
      await standStill(chat);
      await woken(chat);
      const head = headOf(await chat.inbound().claim());
      await chat.inbound().commit([handled(head)], {});
      await standStill(chat);
      expect(await woken(chat)).toBe(1);
    });
  });

  describe('enter', () => {
    it('puts a message in line past the record of what was seen, once', async () => {
      const chat = await answered();
      const keys = keysOf('outbound', chat.name);
      const replay = () => enter.run(redis, [keys.side], [chat.name, '', 'halley-bot-0-0', 'halley-bot-0|{"died":1}', 'halley-bot-0|{}']);
      expect([await replay(), await replay()]).toEqual([0, 0]);
      expect(await redis.zcard(keys.ids(chat.name))).toBe(2);
    });

    it.each(['7', '0007', 'x-7'])('puts the message %s in its place, once', async (id) => {
      const chat = conversation();
      await chat.accept(id);
      const { member, entry } = headOf(await chat.inbound().claim());
      const { side, depth } = chat.keys;
      const enterAs = (body: string) => enter.run(redis, [side], [chat.name, member, id, body, 'alice|{"again":1}']);
      const before = await redis.get(depth);
      expect(await enterAs('alice|{"another":1}')).toBe(0);
      expect(await redis.get(depth)).toBe(before);
      expect(await enterAs(inboundBody(entry))).toBe(-1);
    });

    it('does nothing while one of the messages still stands there as it died: it would leave the line with it', async () => {
      const chat = await answered();
      const keys = keysOf('outbound', chat.name);
      const { entry, member } = headOf(await chat.outbound().claim());
      const replay = () => enter.run(redis, [keys.side],
        [chat.name, '', 'halley-bot-0-0', 'halley-bot-0|{}', 'halley-bot-0|{}', '', entry.id, outboundBody(entry), outboundBody({ ...entry, lookUpFirst: true })]);
      expect(await replay()).toBe(-1);
      expect(await redis.zcard(keys.ids(chat.name))).toBe(1);
      await chat.outbound().finish([member], { isFact: false, takeNext: false });
      expect(await replay()).toBe(1);
      expect(await redis.zcard(keys.ids(chat.name))).toBe(2);
    });
  });

  describe('post', () => {
    it('puts a message that answers nothing behind what waits, once, also after it is gone', async () => {
      const chat = await answered();
      const keys = keysOf('outbound', chat.name);
      const post = () => postScript.run(redis, [keys.side, keys.seen], [chat.name, `post-${chat.name}`, 'out-0', 'out|{"id":"out-0"}']);
      expect([await post(), await post()]).toEqual([1, 0]);
      const first = headOf(await chat.outbound().claim());
      const second = headOf(await chat.outbound().finish([first.member], { isFact: true, takeNext: true }));
      expect([first.entry.id, second.entry.id]).toEqual(['halley-bot-1-0', 'out-0']);
      await chat.outbound().finish([second.member], { isFact: true, takeNext: false });
      expect(await post()).toBe(0);
    });

    it('says that a line without work must be woken', async () => {
      const chat = conversation();
      const keys = keysOf('outbound', chat.name);
      expect(await postScript.run(redis, [keys.side, keys.seen], [chat.name, `post-${chat.name}`, 'out-0', 'out|{}'])).toBe(2);
    });
  });
});
