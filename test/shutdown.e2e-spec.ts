import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { HalleyProcess } from './support/halley-process.js';
import { until } from './support/until.js';

describe('SIGTERM', () => {
  let farSide: FarSide;
  let env: Record<string, string>;
  let processes: HalleyProcess[];

  beforeEach(async () => {
    farSide = await new FarSide().start();
    env = { REDIS_URL: await freshRedis(), COMETCHAT_API_URL: farSide.url };
    processes = [];
  });

  afterEach(async () => {
    for (const halley of processes) await halley.kill();
    await farSide.close();
  });

  const start = async (more: Record<string, string> = {}) => {
    const halley = await HalleyProcess.start({ ...env, ...more });
    processes.push(halley);
    return halley;
  };

  it('not ready at once, what still arrives is taken, work in hand is finished, nothing lost, exit code 0', async () => {
    const halley = await start();
    let finish = () => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    farSide.behave = async (text) => {
      if (text === 'slow') await finished;
      return { answer: 'ok' };
    };
    await halley.delivered('1', 'slow');
    await until('the slow sending began', () => farSide.attempts.length === 1);
    halley.signal('SIGTERM');
    await until('it is not ready', async () => (await halley.readiness()) === 503);
    await halley.delivered('2', 'late', 'bob');
    expect(farSide.stored).toEqual([]);
    finish();
    expect(await halley.ended()).toBe(0);
    expect(farSide.texts()).toEqual(['slow']);

    await start();
    await until('the late one is answered', () => farSide.stored.length === 2);
    expect(farSide.attempts.map(({ text }) => text)).toEqual(['slow', 'late']);
  });

  it('what does not end in time is left to the next process, and still answered once', async () => {
    const halley = await start({ SHUTDOWN_TIMEOUT_MS: '1000' });
    farSide.behave = (_, attempt) => (attempt === 1 ? { answer: 'slow', ms: 6_000 } : { answer: 'ok' });
    await halley.delivered('1', 'very slow');
    await until('the sending began', () => farSide.attempts.length === 1);
    halley.signal('SIGTERM');
    expect(await halley.ended()).toBe(0);

    const next = await start();
    await until('nothing is left to send', async () => (await next.metric('halley_messages_waiting{side="outbound"}')) === 0);
    expect(farSide.texts()).toEqual(['very slow']);
  });

  it('ends while Redis is away', async () => {
    const halley = await HalleyProcess.spawn({ ...env, REDIS_URL: 'redis://127.0.0.1:9', SHUTDOWN_TIMEOUT_MS: '1000' });
    processes.push(halley);
    await until('it answers', async () => (await halley.readiness()) === 503);
    halley.signal('SIGTERM');
    expect(await halley.ended()).toBe(0);
  });
});
