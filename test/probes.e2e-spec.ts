import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import type { HalleyConfig } from '../src/config/config.js';
import { conversationOf } from '../src/queue/conversation.js';
import { DeadLetters } from '../src/queue/dead-letters.js';
import { Gates } from '../src/queue/gates.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { keysOf, PREFIX } from '../src/queue/keys.js';
import { RedisClients } from '../src/queue/redis.clients.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import type { TurnQueue } from '../src/queue/turns.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

const LONG_AGO = 1;

describe('the probe of a gate whose time is up is left to one who sends', () => {
  let farSide: FarSide;
  let app: INestApplicationContext;

  beforeEach(async () => {
    farSide = await new FarSide().start();
  });

  afterEach(async () => {
    await app.close();
    await farSide.close();
  });

  const start = async (over: Partial<HalleyConfig> = {}) => {
    app = await startWorker(aConfig(await freshRedis(), farSide.url, over));
  };
  const redis = () => app.get(RedisClients).patient;
  const gate = () => app.get(Gates).look(APP_ID);
  const message = aMessage({ appId: APP_ID });
  const outboundTurns = () => app.get<TurnQueue>(getQueueToken('outbound'), { strict: false });

  const closeWithTimeUp = async () => {
    await app.get(Gates).close(APP_ID, 'circuit', '503', false);
    await redis().hset(`${PREFIX}:gate:${APP_ID}`, 'until', LONG_AGO);
  };

  it('a fresh answer on the short way is one', async () => {
    await start();
    await closeWithTimeUp();
    let woken = 0;
    outboundTurns().on('waiting', () => woken++);
    await app.get(InboundQueue).accept(message);
    await until('it is answered, and the gate is open', async () => farSide.stored.length === 1 && (await gate()) === undefined);
    expect(woken).toBe(0);
  });

  it('a turn whose head has yet to wait takes it from nobody', async () => {
    await start();
    await app.get(Gates).pause(APP_ID, 3_600_000, '429');
    await app.get(InboundQueue).accept(message);
    await until('its turn waits', async () => (await outboundTurns().getDelayedCount()) === 1);
    await app.get(Gates).open(APP_ID);
    await closeWithTimeUp();

    const conversation = conversationOf(message);
    const holder = () => redis().hget(keysOf('outbound', conversation).line(conversation), 'fence');
    const before = await holder();
    const [turn] = await outboundTurns().getDelayed();
    await turn!.promote();
    await until('it came early', async () => (await holder()) !== before);
    expect(await gate()).toMatchObject({ until: LONG_AGO });
  });

  it('a reply past its deadline is given up without it', async () => {
    await start({ reply: { deadlineMs: -1 } });
    await closeWithTimeUp();
    await app.get(InboundQueue).accept(message);
    await until('it is given up', async () => (await app.get(DeadLetters).list()).length === 1);
    expect(await gate()).toMatchObject({ until: LONG_AGO });
  });

  it('the answer that one bot is not known there says that CometChat is', async () => {
    await start();
    await closeWithTimeUp();
    farSide.behave = () => ({ answer: 'error', status: 404, code: 'ERR_BOT_NOT_FOUND' });
    await app.get(InboundQueue).accept(message);
    await until('it was tried', () => farSide.attempts.length === 1);
    await until('its turn waits', async () => (await outboundTurns().getDelayedCount()) === 1);
    expect(await gate()).toBeUndefined();
  });
});
