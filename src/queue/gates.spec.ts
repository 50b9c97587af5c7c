import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { HalleyConfig } from '../config/config.js';
import { Gates } from './gates.js';
import { PREFIX } from './keys.js';
import { RedisClients } from './redis.clients.js';
import { testRedisUrl } from '../../test/support/test-redis.js';

describe('the gate of an app', () => {
  let clients: RedisClients;
  let gates: Gates;

  beforeAll(async () => {
    clients = new RedisClients({ redis: { url: testRedisUrl() } } as HalleyConfig);
    await clients.onModuleInit();
    gates = new Gates(clients);
  });

  afterAll(() => clients.onApplicationShutdown());

  /** As if the wait were over. */
  const pass = (app: string) => clients.patient.hset(`${PREFIX}:gate:${app}`, 'until', 1);

  const brokenWithProbe = async () => {
    const app = randomUUID();
    await gates.close(app, 'circuit', '503', false);
    await pass(app);
    await gates.ask(app);
    return app;
  };

  it('is open where nothing was said', async () => {
    expect(await gates.ask(randomUUID())).toEqual({ open: true, probe: false });
  });

  it('is closed for as long as a 429 says, and then open for all', async () => {
    const app = randomUUID();
    expect(await gates.pause(app, 60_000, '429')).toBe(60_000);
    expect(await gates.ask(app)).toMatchObject({ open: false, reason: 'rate-limited' });
    const { since, until } = (await gates.look(app))!;
    expect(until - since).toBe(60_000);
    await pass(app);
    expect([await gates.ask(app), await gates.ask(app)]).toEqual([{ open: true, probe: false }, { open: true, probe: false }]);
  });

  it('a shorter 429 does not shorten a longer one', async () => {
    const app = randomUUID();
    await gates.pause(app, 3_600_000, '429');
    expect(await gates.pause(app, 10, '429')).toBeGreaterThan(3_000_000);
  });

  it('lets one probe at a time through a broken circuit', async () => {
    const app = randomUUID();
    await gates.close(app, 'circuit', '503', false);
    await pass(app);
    expect(await gates.ask(app)).toEqual({ open: true, probe: true });
    expect(await gates.ask(app)).toMatchObject({ open: false, reason: 'circuit' });
    await gates.open(app);
    expect(await gates.ask(app)).toEqual({ open: true, probe: false });
    expect(await gates.look(app)).toBeUndefined();
  });

  it('closes for longer each time a probe fails, not for each of many that failed together', async () => {
    const app = randomUUID();
    const together = await Promise.all(Array.from({ length: 20 }, () => gates.close(app, 'circuit', '503', false)));
    expect(Math.max(...together)).toBe(1_000);
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      await pass(app);
      await gates.ask(app);
      waits.push(await gates.close(app, 'circuit', '503', true));
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000]);
  });

  it('has those who find a probe under way ask again soon, and later the longer it takes', async () => {
    const app = await brokenWithProbe();
    const ask = async () => (await gates.ask(app)) as { open: false; ms: number };
    const [key, probeMs] = [`${PREFIX}:gate:${app}`, 12_000];
    expect((await ask()).ms).toBe(2_000);
    const begun = Number(await clients.patient.hget(key, 'probeUntil'));
    await clients.patient.hset(key, 'probeUntil', begun - probeMs / 4);
    expect((await ask()).ms).toBeGreaterThanOrEqual(probeMs / 2);
    await clients.patient.hset(key, 'probeUntil', begun - probeMs + 500);
    expect((await ask()).ms).toBeLessThanOrEqual(500);
  });

  it('stays closed for a longer 429, whatever becomes of the probe', async () => {
    const [fails, goesWell] = [await brokenWithProbe(), await brokenWithProbe()];
    for (const app of [fails, goesWell]) await gates.pause(app, 3_600_000, '429');
    expect(await gates.close(fails, 'circuit', '503', true)).toBeGreaterThan(3_000_000);
    expect(await gates.open(goesWell)).toBe(false);
    expect(await gates.ask(goesWell)).toMatchObject({ open: false, reason: 'rate-limited' });
    await pass(goesWell);
    expect(await gates.ask(goesWell)).toEqual({ open: true, probe: false });
  });

  it('still has to be probed after a 429 that came while the circuit was broken', async () => {
    const app = await brokenWithProbe();
    await gates.pause(app, 1_000, '429');
    await pass(app);
    expect(await gates.ask(app)).toMatchObject({ open: false, reason: 'circuit' });
    await gates.pause(app, 1_000, '429', true);
    await pass(app);
    expect(await gates.ask(app)).toEqual({ open: true, probe: true });
  });

  it('does not count a 429 as a step of the circuit', async () => {
    const app = randomUUID();
    await Promise.all(Array.from({ length: 20 }, () => gates.pause(app, 1_000, '429')));
    await pass(app);
    expect(await gates.close(app, 'circuit', '503', false)).toBe(1_000);
  });

  it('goes by itself when nobody asks any more', async () => {
    const app = randomUUID();
    await gates.close(app, 'configuration', '401', false);
    expect(await clients.patient.pttl(`${PREFIX}:gate:${app}`)).toBeGreaterThan(3_600_000);
  });
});
