import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PREFIX } from '../src/queue/keys.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { HalleyProcess } from './support/halley-process.js';
import { testRedis } from './support/test-redis.js';
import { until } from './support/until.js';

const APP = '2248348660ad9bd4';

describe('sending is paused', () => {
  let farSide: FarSide;
  let halley: HalleyProcess;

  beforeEach(async () => {
    farSide = await new FarSide().start();
    halley = await HalleyProcess.start({ REDIS_URL: await freshRedis(), COMETCHAT_API_URL: farSide.url });
  });

  afterEach(async () => {
    await halley.kill();
    await farSide.close();
  });

  const sending = async () => (await halley.ready()).details.sending;

  it('while the API key is wrong: shown, still ready, messages kept; and goes on by itself when it is mended', async () => {
    farSide.behave = () => ({ answer: 'error', status: 401, code: 'AUTH_ERR_APIKEY_NOT_FOUND' });
    for (let i = 1; i <= 10; i++) await halley.delivered(String(i), `message ${i}`, `user-${i}`);
    await until('it shows', async () => (await sending()).paused === true);
    expect(await sending()).toMatchObject({ status: 'up', reason: 'configuration', error: expect.stringContaining('AUTH_ERR_APIKEY_NOT_FOUND') });
    await halley.becameReady();
    expect(await halley.metric(`halley_sending_paused{app="${APP}",reason="configuration"}`)).toBe(1);
    await halley.delivered('11', 'message 11');

    farSide.behave = () => ({ answer: 'ok' });
    await until('all are answered', () => farSide.stored.length === 11);
    await until('it no longer shows', async () => (await sending()).paused === false);
    expect(await halley.metric('halley_dead_letters')).toBe(0);
  });

  it('while CometChat is down: a bounded number of requests, no attempts spent, nothing given up', async () => {
    farSide.behave = () => ({ answer: 'error', status: 503, code: 'ERR_MISSION_FAILED' });
    for (let i = 1; i <= 40; i++) await halley.delivered(String(i), `message ${i}`, `user-${i}`);
    await until('it shows', async () => (await sending()).reason === 'circuit');
    const before = farSide.attempts.length;
    await until('it was probed', () => farSide.attempts.length > before);
    expect(farSide.attempts.length).toBeLessThan(40 + 30);

    farSide.behave = () => ({ answer: 'ok' });
    await until('all are answered', () => farSide.stored.length === 40);
    expect(await halley.metric('halley_dead_letters')).toBe(0);
    expect(new Set(farSide.texts()).size).toBe(40);
  });

  it('for one step longer by a probe whose look-up fails as well, not for two', async () => {
    const redis = testRedis();
    const gate = `${PREFIX}:gate:${APP}`;
    await redis.hset(gate, { until: 1, reason: 'circuit', error: '503', since: 1, step: 1 });
    farSide.behave = () => ({ answer: 'error', status: 503, code: 'ERR_MISSION_FAILED' });
    farSide.lookUpFails = true;
    await halley.delivered('1', 'message 1');
    await until('the probe is looked up', () => farSide.lookUps > 0);
    // What the look-up has to say of the gate would be said by now.
    await sleep(300);
    const step = Number(await redis.hget(gate, 'step'));
    expect(step).toBeGreaterThan(1);
    expect(step).toBeLessThanOrEqual(1 + farSide.lookUps);
    await redis.quit();
  });
});
