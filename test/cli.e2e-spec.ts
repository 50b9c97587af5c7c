import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { conversationName } from '../src/queue/conversation.js';
import { DeadLetters } from '../src/queue/dead-letters.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { replyTo } from '../src/queue/testing/a-line.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { startWorker } from './support/worker.js';

const run = promisify(execFile);

describe('halley dead', () => {
  let farSide: FarSide;
  let app: INestApplicationContext;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    farSide = await new FarSide().start();
    const redisUrl = await freshRedis();
    app = await startWorker(aConfig(redisUrl, farSide.url));
    // Neither a key nor a webhook is needed to look after queues.
    env = { PATH: process.env.PATH, REDIS_URL: redisUrl };
    farSide.behave = () => ({ answer: 'error', status: 404, code: 'ERR_UID_NOT_FOUND' });
    for (const id of ['1', '2', '3']) await app.get(InboundQueue).accept(aMessage({ appId: APP_ID, id, data: { text: `message ${id}` } }));
    await until('three are dead', async () => (await app.get(DeadLetters).count()) === 3);
    farSide.behave = () => ({ answer: 'ok' });
  });

  afterAll(async () => {
    await app?.close();
    await farSide.close();
  });

  const dead = (...args: string[]) => run(process.execPath, ['dist/cli/halley.js', 'dead', ...args], { env });
  const failing = (...args: string[]) => dead(...args).then(() => '', (error: { stderr: string }) => error.stderr);
  const listed = async () => (await dead('list', '--json')).stdout.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line) as { id: string; reason: string });

  it('lists them, the newest first, for a person and for a program', async () => {
    const { stdout } = await dead('list');
    expect(stdout).toMatch(/^ID +DIED AT +SIDE +REASON/);
    expect(stdout.match(/refused/g)).toHaveLength(3);
    expect(await listed()).toMatchObject([{ reason: 'refused' }, { reason: 'refused' }, { reason: 'refused' }]);
  });

  it('shows one with its message', async () => {
    const [{ id }] = await listed();
    expect(JSON.parse((await dead('show', id)).stdout)).toMatchObject({ id, side: 'outbound', messages: [{ entry: { reply: { text: 'message 3' } } }] });
  });

  it('discards one, replays all that died since a time, and they are answered in order', async () => {
    const letters = await listed();
    expect((await dead('discard', letters[1].id)).stdout).toBe('Discarded 1 of 1.\n');
    expect((await dead('replay', '--since', '1h')).stdout).toBe('Replayed 2 of 2.\n');
    await until('they are answered', () => farSide.stored.length === 2);
    expect(farSide.texts()).toEqual(['message 1', 'message 3']);
    expect((await dead('list')).stdout).toBe('No dead letters.\n');
  });

  it('deals with many at a time, tells how far it is, and keeps their order', async () => {
    const texts = Array.from({ length: 600 }, (_, i) => `letter ${i}`);
    const firstDiedAt = Date.now() - 60_000;
    const conversation = conversationName({ appId: APP_ID, bot: 'echo_bot', receiverType: 'user', peer: 'bulk' });
    const bury = ([i, text]: [number, string]) => app.get(DeadLetters).bury({
      side: 'outbound', conversation, bot: 'echo_bot', reason: 'attempts', attempts: 12, error: 'down', diedAt: firstDiedAt + i, unknownOutcome: false,
      messages: [{ member: `${i}`, entry: { ...replyTo(text), reply: { kind: 'text', text }, receiver: 'bulk', acceptedAt: Date.now() } }],
    });
    const progress = '500 of 600…\n';

    await Promise.all([...texts.entries()].map(bury));
    expect((await dead('discard', '--all')).stdout).toBe(`${progress}Discarded 600 of 600.\n`);
    await Promise.all([...texts.entries()].reverse().map(bury));
    expect((await dead('replay', '--all')).stdout).toBe(`${progress}Replayed 600 of 600.\n`);
    await until('they are sent', () => farSide.texts('bulk').length === texts.length);
    expect(farSide.texts('bulk')).toEqual(texts);
    expect(await app.get(DeadLetters).count()).toBe(0);
  });

  it('says what is wrong and what to do', async () => {
    expect(await failing('show', 'dead-nonsense')).toBe('No dead letter "dead-nonsense". "halley dead list" names them.\n');
    expect(await failing('replay')).toContain('Say which: halley dead replay <id>, or --all, or --since <time>.');
    expect(await failing('replay', '--since', 'yesterday')).toContain('Give a time such as');
    env = { PATH: process.env.PATH };
    expect(await failing('list')).toContain('REDIS_URL is missing. Set it to');
    env = { ...env, REDIS_URL: 'redis://127.0.0.1:9' };
    expect(await failing('list')).toContain('The Redis at REDIS_URL does not answer');
  });
});
