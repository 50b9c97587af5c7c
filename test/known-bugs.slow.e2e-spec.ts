import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Redis } from 'ioredis';
import { InboundProcessor } from '../src/processor/inbound.processor.js';
import { Depths } from '../src/queue/depths.js';
import { InboundLine } from '../src/queue/inbound.line.js';
import { InboundQueue, QueueUnavailableError } from '../src/queue/inbound.queue.js';
import { redisOptionsFrom } from '../src/queue/redis-options-from.js';
import { Sweeper } from '../src/queue/sweeper.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { TroubledProcess, type Step, type Trouble } from './support/troubled-process.js';
import { startQueue } from './support/queue.js';
import { itOnRealRedis, redisIsReal } from './support/real-redis.js';
import { redisDatabase } from './support/redis-database.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

const TIMEOUT_MS = 240_000;
/** Longer than BullMQ's lock and its look at what stalled. */
const LONGER_THAN_THE_LOCK_MS = 14_000;
/** Longer than it takes until another process has taken over, also on a busy machine; and not so long that the watchdog ends it. */
const UNTIL_TAKEN_OVER_MS = 26_000;

const accept = (app: INestApplicationContext, id: string) => app.get(InboundQueue).accept(aMessage({ appId: APP_ID, id, data: { text: id } }));

let toClose: (() => Promise<unknown>)[] = [];
const closeAll = async () => {
  for (const close of toClose.reverse()) await close();
  toClose = [];
};

async function workerOn(redisUrl: string, farSide: FarSide): Promise<INestApplicationContext> {
  const app = await startWorker(aConfig(redisUrl, farSide.url, { worker: { concurrency: 4, handlerTimeoutMs: 30_000 } }));
  toClose.push(() => app.close());
  return app;
}

async function aFarSide(): Promise<FarSide> {
  const farSide = await new FarSide().start();
  toClose.push(() => farSide.close());
  return farSide;
}

describe('a message that is marked as seen before it is safely in line', () => {
  afterEach(closeAll);

  itOnRealRedis('is not lost when Redis stands still under its acceptance: it is delivered again, and answered once', async () => {
    const redisUrl = await freshRedis();
    const app = await startQueue(aConfig(redisUrl, 'http://127.0.0.1:9/v3'));
    toClose.push(() => app.close());
    const operator = new Redis({ ...redisOptionsFrom(redisUrl), maxRetriesPerRequest: null });
    await operator.client('PAUSE', TIMEOUT_MS, 'WRITE');
    await expect(accept(app, '1')).rejects.toThrow(QueueUnavailableError);
    await operator.client('UNPAUSE');
    operator.disconnect();
    await until('it is acknowledged', () => accept(app, '1').then(() => true, () => false));

    const farSide = await aFarSide();
    const worker = await workerOn(redisUrl, farSide);
    await accept(worker, '2');
    await until('both are answered', () => farSide.stored.length >= 2);
    expect(farSide.texts()).toEqual(['1', '2']);
  }, TIMEOUT_MS);
});

describe('a message that arrives while the line is being released', () => {
  const MESSAGES = 30;
  const commit = InboundLine.prototype.commit;

  afterEach(async () => {
    InboundLine.prototype.commit = commit;
    await closeAll();
  });

  /** Delivers each message when the one before has just left its line. Nobody sweeps: what is stranded stays so. */
  async function deliverAtTheEdge(atTheEdge: (app: INestApplicationContext, deliver: () => Promise<void>) => void): Promise<string[]> {
    const farSide = await aFarSide();
    const app = await workerOn(await freshRedis(), farSide);
    app.get(Sweeper).onModuleDestroy();
    let last = 1;
    const deliver = async () => {
      if (last < MESSAGES) await accept(app, String(++last));
    };
    atTheEdge(app, deliver);
    await accept(app, '1');
    await until('all are answered', () => farSide.stored.length >= MESSAGES);
    return farSide.texts();
  }

  const inOrder = Array.from({ length: MESSAGES }, (_, index) => String(index + 1));

  it('is not stranded, when it comes after the commit and before the turn knows of it', async () => {
    const answers = await deliverAtTheEdge((_, deliver) => {
      InboundLine.prototype.commit = async function (...given) {
        const committed = await commit.apply(this, given);
        await deliver();
        return committed;
      };
    });
    expect(answers).toEqual(inOrder);
  }, TIMEOUT_MS);

  it('is not stranded, when it comes at about the time the turn ends', async () => {
    const answers = await deliverAtTheEdge((_, deliver) => {
      InboundLine.prototype.commit = async function (...given) {
        const committed = await commit.apply(this, given);
        void sleep(Math.random() * 3).then(deliver);
        return committed;
      };
    });
    expect(answers).toEqual(inOrder);
  }, TIMEOUT_MS);

  it('is not stranded, when it comes as the turn has ended', async () => {
    const answers = await deliverAtTheEdge((app, deliver) => {
      app.get(InboundProcessor).worker.on('completed', () => void deliver());
    });
    expect(answers).toEqual(inOrder);
  }, TIMEOUT_MS);
});

/** What a process in trouble did, beside another one that goes on with its work. */
interface Ending {
  answers: string[];
  steps: readonly Step[];
}

describe('two at once', () => {
  const LATE: Trouble[] = [
    { atStep: 'handler', happens: 'block', forMs: UNTIL_TAKEN_OVER_MS },
    { atStep: 'after take', happens: 'stop' },
    { atStep: 'before commit', happens: 'stop' },
  ];
  const SLOW: Trouble = { atStep: 'handler', happens: 'wait', forMs: LONGER_THAN_THE_LOCK_MS };
  const BEFORE_SENDING: Trouble = { atStep: 'after commit', happens: 'stop' };
  const AFTER_SENDING: Trouble = { atStep: 'after send', happens: 'stop' };
  const endings = new Map<Trouble, Promise<Ending>>();

  // All at the same time, each in a database of its own: each takes as long as a lock or an unknown outcome lasts.
  beforeAll(() => {
    if (!redisIsReal) return;
    [SLOW, ...LATE, BEFORE_SENDING, AFTER_SENDING].forEach((trouble, index) => {
      const ending = play(trouble, index + 1);
      ending.catch(() => undefined);
      endings.set(trouble, ending);
    });
  });

  afterAll(async () => {
    await Promise.allSettled(endings.values());
    await closeAll();
  });

  itOnRealRedis('a lock that runs out under a long handler does not: it is kept alive, and the handler runs once', async () => {
    const { answers, steps } = (await endings.get(SLOW))!;
    expect(answers).toEqual(['1', '2']);
    expect(steps.filter(({ step, answer }) => step === 'handler' && answer === '1')).toHaveLength(1);
    expect(firstAnswer(steps, 'after commit')).not.toMatch(REFUSED);
  }, TIMEOUT_MS);

  for (const trouble of LATE) {
    const how = trouble.happens === 'block' ? 'whose event loop stood still' : 'that was paused';
    itOnRealRedis(`a zombie worker ${how} ("${trouble.atStep}") wakes up and commits: in vain`, async () => {
      const { answers, steps } = (await endings.get(trouble))!;
      expect(answers).toEqual(['1', '2']);
      expect(firstAnswer(steps, 'after commit')).toMatch(REFUSED);
    }, TIMEOUT_MS);
  }

  itOnRealRedis('a zombie that was paused before it sends asks again, and does not send', async () => {
    const { answers, steps } = (await endings.get(BEFORE_SENDING))!;
    expect(answers).toEqual(['1', '2']);
    expect(steps.map(({ step }) => step)).not.toContain('before send');
  }, TIMEOUT_MS);

  itOnRealRedis('a zombie that was paused after it sent is believed, and nobody sends again', async () => {
    const { answers, steps } = (await endings.get(AFTER_SENDING))!;
    expect(answers).toEqual(['1', '2']);
    expect(firstAnswer(steps, 'after finish')).toMatch(REFUSED);
  }, TIMEOUT_MS);

  const REFUSED = /gone|fenced/;
  const firstAnswer = (steps: readonly Step[], name: string) => String(([steps.find(({ step }) => step === name)?.answer].flat())[0]);

  /** Two messages wait; a process gets into trouble with the first; another one is there to take over. */
  async function play(trouble: Trouble, database: number): Promise<Ending> {
    const redisUrl = await redisDatabase(database);
    const farSide = await aFarSide();
    const queue = await startQueue(aConfig(redisUrl, farSide.url));
    toClose.push(() => queue.close());
    for (const id of ['1', '2']) await until(`${id} is acknowledged`, () => accept(queue, id).then(() => true, () => false), TIMEOUT_MS);
    const inTrouble = await TroubledProcess.spawnIn(trouble, { ROLE: 'worker', REDIS_URL: redisUrl, COMETCHAT_API_URL: farSide.url });
    toClose.push(() => inTrouble.kill());
    await until(`a process comes to "${trouble.atStep}"`, () => inTrouble.count(trouble.atStep) > 0, TIMEOUT_MS);

    const other = await workerOn(redisUrl, farSide);
    const waiting = async () => (await other.get(Depths).of('inbound')).messages + (await other.get(Depths).of('outbound')).messages;
    await until(`all is answered beside "${trouble.atStep}"`, async () => farSide.stored.length >= 2 && (await waiting()) === 0, TIMEOUT_MS);
    inTrouble.signal('SIGCONT');
    await until(`the process with "${trouble.atStep}" goes on`, () => hasGoneOn(trouble, inTrouble), TIMEOUT_MS);
    return { answers: farSide.texts(), steps: inTrouble.steps };
  }

  function hasGoneOn(trouble: Trouble, { count }: TroubledProcess): boolean {
    if (trouble === BEFORE_SENDING) return count('after begin') > 0;
    return count(trouble === AFTER_SENDING ? 'after finish' : 'after commit') > 0;
  }
});
