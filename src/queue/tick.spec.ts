import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { keysOf } from './keys.js';
import { ALine, AND_NEXT, handled, headOf, replyTo } from './testing/a-line.js';
import { testRedis } from '../../test/support/test-redis.js';
import { Tick } from './tick.js';

describe('the tick of a connection', () => {
  let redis: Redis;
  const written: string[] = [];

  beforeAll(() => {
    redis = Tick.of(testRedis());
    const sendCommand = redis.sendCommand.bind(redis);
    redis.sendCommand = (command, stream) => {
      written.push(command.name);
      return sendCommand(command, stream);
    };
  });

  afterAll(() => redis.quit());

  /** Conversations of one shard, each with one message in line. */
  const chats = async (count: number): Promise<ALine[]> => {
    const found: ALine[] = [];
    for (let chat = new ALine(redis); found.length < count; chat = new ALine(redis)) {
      if (chat.keys.shard === 0) found.push(chat);
    }
    for (const [i, chat] of found.entries()) await chat.accept(String(i + 1));
    written.length = 0;
    return found;
  };

  it('what one script does for several conversations of a shard is one call, and each gets its own answer', async () => {
    const [one, two, three] = await chats(3);
    const heads = await Promise.all([one, two, three].map((chat) => chat.inbound().claim()));
    expect(heads.map((head) => headOf(head).entry.message.id)).toEqual(['1', '2', '3']);
    expect(written.filter((name) => name.startsWith('eval'))).toHaveLength(1);
  });

  it('other scripts and other shards have calls of their own', async () => {
    const [one, two, three] = await chats(3);
    const held = headOf(await two.inbound().claim());
    let elsewhere = new ALine(redis);
    while (elsewhere.keys.shard === 0) elsewhere = new ALine(redis);
    written.length = 0;
    const [first, second] = await Promise.all([one.inbound().claim(), three.inbound().claim(), two.inbound().postpone(held, { ms: 0 }), elsewhere.inbound().claim()]);
    expect([first, second].map((head) => headOf(head).entry.message.id)).toEqual(['1', '3']);
    expect(written.filter((name) => name.startsWith('eval'))).toHaveLength(3);
  });

  it('a run that fails does not keep the others from theirs', async () => {
    const [one, broken, three] = await chats(3);
    await redis.set(broken.keys.line(broken.name), 'not a hash');
    const [first, second, third] = await Promise.allSettled([one, broken, three].map((chat) => chat.inbound().claim()));
    await redis.del(broken.keys.line(broken.name));
    expect(first).toMatchObject({ status: 'fulfilled', value: { kind: 'head' } });
    expect(second).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('WRONGTYPE') } });
    expect(third).toMatchObject({ status: 'fulfilled', value: { kind: 'head' } });
  });

  it('counts and dates what several runs did in one call, also where one of them fails', async () => {
    const [one, broken, three] = await chats(3);
    const { depth: waiting, index } = one.keys;
    const { depth: leaving } = keysOf('outbound', one.name);
    const before = await Promise.all([waiting, leaving].map(async (key) => Number(await redis.get(key))));
    const heads = await Promise.all([one, broken, three].map((chat) => chat.inbound().claim()));
    const place = broken.keys.ids(broken.name);
    await redis.rename(place, `${place}:aside`);
    await redis.set(place, 'not a sorted set');
    for (const chat of [one, three]) await redis.zadd(index, 1, chat.name);
    await one.accept('9');
    written.length = 0;
    const commits = [one, broken, three].map((chat, i) => chat.inbound().commit([handled(headOf(heads[i]), [replyTo(chat.name)])], AND_NEXT));
    expect((await Promise.allSettled(commits)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(written.filter((name) => name.startsWith('eval'))).toHaveLength(1);
    await redis.rename(`${place}:aside`, place);
    // One message more in line, two out; and three replies, since a line that is broken breaks after its replies are in theirs.
    const after = await Promise.all([waiting, leaving].map(async (key) => Number(await redis.get(key))));
    expect(after).toEqual([before[0] - 1, before[1] + 3]);
    expect(Number(await redis.zscore(index, one.name))).toBeGreaterThan(1);
    expect(await redis.zscore(index, three.name)).toBeNull();
  });

  it('more than fit into a bunch all get their answer', async () => {
    const many = await chats(100);
    const heads = await Promise.all(many.map((chat) => chat.inbound().claim()));
    expect(heads.map((head) => headOf(head).entry.message.id)).toEqual(many.map((_, i) => String(i + 1)));
    const calls = written.filter((name) => name.startsWith('eval')).length;
    expect(calls).toBeGreaterThan(1);
    expect(calls).toBeLessThan(100);
  });

  it('the commands of a pipeline get their own answers, though a bunch is full before its last one', async () => {
    const [chat] = await chats(1);
    const values = Array.from({ length: 30 }, (_, i) => `value ${i}`);
    const keyOf = (i: number) => `${chat.name}:${i}`;
    await redis.mset(values.flatMap((value, i) => [keyOf(i), value]));
    const claim = chat.inbound().claim();
    const first = values.slice(0, 20).map((_, i) => redis.get(keyOf(i)));
    const pipeline = redis.pipeline();
    for (let i = 20; i < 30; i++) pipeline.get(keyOf(i));
    const answers = (await pipeline.exec())?.map(([, answer]) => answer);
    expect([...(await Promise.all(first)), ...(answers ?? [])]).toEqual(values);
    expect(headOf(await claim).entry.message.id).toBe('1');
  });

  it('what was held back when the connection broke is done on the next one', async () => {
    const [one, two] = await chats(2);
    const claims = Promise.all([one, two].map((chat) => chat.inbound().claim()));
    redis.disconnect(true);
    expect((await claims).map((head) => headOf(head).entry.message.id)).toEqual(['1', '2']);
    expect(await redis.exists(keysOf('inbound', one.name).line(one.name))).toBe(1);
  });
});
