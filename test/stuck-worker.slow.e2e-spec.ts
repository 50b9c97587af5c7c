import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { Redis } from 'ioredis';
import { FarSide } from './support/far-side.js';
import { HalleyProcess, type Readiness } from './support/halley-process.js';
import { PrivateRedis } from './support/private-redis.js';
import { itOnRealRedis, redisIsReal } from './support/real-redis.js';
import { redisDatabase } from './support/redis-database.js';
import { TroubledProcess } from './support/troubled-process.js';
import { until } from './support/until.js';

const TIMEOUT_MS = 240_000;
/** A turn that makes no step for 20 s longer than this is stuck. */
const HANDLER_TIMEOUT_MS = '1000';

interface Course {
  /** Of /health/ready while nothing moved, and what it said about the worker. */
  status: number;
  worker: object;
  /** In the end, when it was ready again. */
  answers: string[];
}

describe('a worker that holds turns and makes no progress is not ready, and says why, until it moves again', () => {
  const toClose: (() => Promise<unknown>)[] = [];
  let callNeverReturns: Promise<Course>;
  let redisTakesNoWrites: Promise<Course>;

  // Both at the same time: each takes as long as it takes until a worker counts as stuck.
  beforeAll(() => {
    if (!redisIsReal) return;
    [callNeverReturns, redisTakesNoWrites] = [whereACallNeverReturns(), whereRedisTakesNoWrites()];
    for (const course of [callNeverReturns, redisTakesNoWrites]) course.catch(() => undefined);
  });

  afterAll(async () => {
    await Promise.allSettled([callNeverReturns, redisTakesNoWrites]);
    for (const close of toClose.reverse()) await close();
  });

  const stuckAndBack = {
    status: 503,
    worker: { status: 'down', activeTurns: 1, reason: 'Turns are held and none of them moves.' },
    answers: ['first', 'second'],
  };

  itOnRealRedis('where a call to CometChat never returns', async () => {
    expect(await callNeverReturns).toEqual(stuckAndBack);
  }, TIMEOUT_MS);

  itOnRealRedis('where Redis answers and takes no writes', async () => {
    expect(await redisTakesNoWrites).toEqual(stuckAndBack);
  }, TIMEOUT_MS);

  async function whereACallNeverReturns(): Promise<Course> {
    const farSide = await aFarSide();
    const env = { REDIS_URL: await redisDatabase(1), COMETCHAT_API_URL: farSide.url, HANDLER_TIMEOUT_MS };
    const halley = await TroubledProcess.spawnIn({ atStep: 'after send', happens: 'hold' }, env);
    toClose.push(() => halley.kill());
    await halley.becameReady();
    await halley.delivered('1', 'first');
    await until('the call does not return', () => halley.count('after send') > 0);
    return course(halley, farSide, async () => halley.release());
  }

  async function whereRedisTakesNoWrites(): Promise<Course> {
    const farSide = await aFarSide();
    const redis = await PrivateRedis.start();
    toClose.push(() => redis.remove());
    const halley = await HalleyProcess.start({ REDIS_URL: redis.url, COMETCHAT_API_URL: farSide.url, HANDLER_TIMEOUT_MS });
    toClose.push(() => halley.kill());
    const operator = new Redis(redis.url);
    toClose.push(async () => operator.disconnect());

    // The answer is under way when writes stop, so that a turn is held that can neither go on nor end.
    farSide.behave = async () => {
      if (farSide.attempts.length === 1) await operator.client('PAUSE', TIMEOUT_MS, 'WRITE');
      return { answer: 'ok' };
    };
    await halley.delivered('1', 'first');
    await until('the answer is stored', () => farSide.stored.length === 1);
    return course(halley, farSide, () => operator.client('UNPAUSE'));
  }

  async function course(halley: HalleyProcess, farSide: FarSide, goOn: () => Promise<unknown>): Promise<Course> {
    let said: Readiness | undefined;
    await until('the worker is down and Redis is not', async () => {
      said = await halley.ready();
      return said.details.worker.status === 'down' && said.details.redis.status === 'up';
    }, TIMEOUT_MS);
    await goOn();
    await halley.becameReady(TIMEOUT_MS);
    await halley.delivered('2', 'second');
    await until('the second is answered', () => farSide.distinct.has('second'), TIMEOUT_MS);
    return { status: said!.httpStatus, worker: said!.details.worker, answers: farSide.texts() };
  }

  async function aFarSide(): Promise<FarSide> {
    const farSide = await new FarSide().start();
    toClose.push(() => farSide.close());
    return farSide;
  }
});
