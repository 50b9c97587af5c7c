import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { conversationName } from '../src/queue/conversation.js';
import { keysOf } from '../src/queue/keys.js';
import { FarSide, type Behaviour } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { HalleyProcess } from './support/halley-process.js';
import { testRedis } from './support/test-redis.js';
import { until } from './support/until.js';

const OK: Behaviour = { answer: 'ok' };
/** The echo of it takes several replies. */
const LONG = Array.from({ length: 6_000 }, (_, i) => `word${i}`).join(' ');

describe('replies that are begun together', () => {
  let redis: Redis;
  let farSide: FarSide;
  let halley: HalleyProcess;

  beforeEach(async () => {
    const url = await freshRedis();
    redis = testRedis(url);
    farSide = await new FarSide().start();
    halley = await HalleyProcess.start({ REDIS_URL: url, COMETCHAT_API_URL: farSide.url });
  });

  afterEach(async () => {
    await halley.kill();
    await farSide.close();
    redis.disconnect();
  });

  const sentBefore = () => farSide.attempts.length - 1;
  const marks = async () => {
    const conversation = conversationName({ appId: '2248348660ad9bd4', bot: 'echo_bot', receiverType: 'user', peer: 'alice' });
    const fields = await redis.hgetall(keysOf('outbound', conversation).line(conversation));
    return Object.entries(fields).filter(([name]) => name.startsWith('b:')).map(([, beganAt]) => Number(beganAt));
  };
  const allOf = async () => {
    await until('all parts are sent', () => farSide.texts('alice').join(' ').length >= LONG.length);
    return farSide.texts('alice').join(' ');
  };

  it('are marked before the first is sent, and nothing of them is left at the end', async () => {
    const seen: number[][] = [];
    farSide.behave = async () => {
      seen.push(await marks());
      return OK;
    };
    await halley.delivered('1', LONG);
    expect(await allOf()).toBe(LONG);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen[0]).toEqual(Array(seen.length).fill(seen[0][0]));
    await until('the line is gone', async () => (await marks()).length === 0);
  });

  it('are sent in order through a failure in the middle, and only the one that failed is looked up', async () => {
    farSide.behave = () => (sentBefore() === 1 ? { answer: 'error', status: 503 } : OK);
    await halley.delivered('1', LONG);
    expect(await allOf()).toBe(LONG);
    expect(farSide.lookUps).toBe(1);
    expect(farSide.attempts.length).toBe(farSide.stored.length + 1);
    // What went well before is not held up by the look-up.
    expect(halley.log.indexOf('reply sent')).toBeLessThan(halley.log.indexOf('reply looked up'));
    expect(halley.log).toContain('reply sent');
  });

  it('stop where the gate was closed while one of them was under way', async () => {
    let goOn!: (behaviour: Behaviour) => void;
    const held = new Promise<Behaviour>((resolve) => (goOn = resolve));
    farSide.behave = (text) => (text === 'hello' ? { answer: 'error', status: 429, headers: { 'retry-after': '3' } } : sentBefore() === 0 ? held : OK);
    await halley.delivered('1', LONG);
    await until('the first is under way', () => farSide.attempts.length === 1);
    await halley.delivered('2', 'hello', 'bob');
    await until('the gate is closed', async () => (await halley.ready()).details.sending.reason === 'rate-limited');
    goOn(OK);
    await until('no mark is left', async () => (await marks()).length === 0);
    expect(farSide.texts('alice')).toHaveLength(1);
    farSide.behave = () => OK;
    expect(await allOf()).toBe(LONG);
    expect(farSide.lookUps).toBe(0);
  });

  it('get new marks where one of them took long', async () => {
    const seen: number[] = [];
    farSide.behave = async () => {
      seen.push(Math.max(...(await marks())));
      return sentBefore() === 0 ? { answer: 'slow', ms: 700 } : OK;
    };
    await halley.delivered('1', LONG);
    expect(await allOf()).toBe(LONG);
    expect(seen[1] - seen[0]).toBeGreaterThanOrEqual(700);
    expect(farSide.lookUps).toBe(0);
  });
});
