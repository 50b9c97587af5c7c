import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BotRun, CompiledBot, Outcome } from '../bot-kit/index.js';
import { aMessage } from '../queue/testing/a-message.js';
import { HandlerTimeoutError, runBot } from './run-bot.js';

const answer: Outcome = { replies: [{ kind: 'text', text: 'hi' }] };
const botThat = (run: (run: BotRun) => Promise<Outcome>): CompiledBot => ({ uid: 'bot', aliases: [], groupChatSetting: 'none', handlers: [], run });
const asked = { message: aMessage(), memory: {}, attempt: 1 };
const staying = new AbortController().signal;

describe('running a bot', () => {
  it('gives its outcome, and leaves its signal alone', async () => {
    let signal: AbortSignal | undefined;
    const bot = botThat((run) => {
      signal = run.signal;
      return Promise.resolve(answer);
    });
    expect(await runBot(bot, asked, 1_000, staying)).toBe(answer);
    expect(signal?.aborted).toBe(false);
  });

  it('ends at the time-out whether the handler listens or not, and aborts its signal', async () => {
    let signal: AbortSignal | undefined;
    const bot = botThat(async (run) => {
      signal = run.signal;
      await sleep(10_000, undefined, { ref: false });
      return answer;
    });
    await expect(runBot(bot, asked, 20, staying)).rejects.toThrow(HandlerTimeoutError);
    expect(signal?.aborted).toBe(true);
  });

  it('a signal that is asked for after the time-out is aborted already', async () => {
    let late: (() => AbortSignal) | undefined;
    const bot = botThat((run) => {
      late = () => run.signal;
      return sleep(10_000, answer, { ref: false });
    });
    await expect(runBot(bot, asked, 20, staying)).rejects.toThrow(HandlerTimeoutError);
    expect(late?.().reason).toBeInstanceOf(HandlerTimeoutError);
  });

  it('ends when the process has to leave', async () => {
    const leaving = new AbortController();
    const run = runBot(botThat(() => sleep(10_000, answer, { ref: false })), asked, 10_000, leaving.signal);
    leaving.abort(new Error('leaving'));
    await expect(run).rejects.toThrow('leaving');
  });

  it('whoever ended before the process has to leave is left alone', async () => {
    const leaving = new AbortController();
    let signal: AbortSignal | undefined;
    const over = runBot(botThat((run) => Promise.resolve(answer).finally(() => (signal = run.signal))), asked, 10_000, leaving.signal);
    const still = runBot(botThat(() => sleep(10_000, answer, { ref: false })), asked, 10_000, leaving.signal);
    expect(await over).toBe(answer);
    leaving.abort(new Error('leaving'));
    await expect(still).rejects.toThrow('leaving');
    expect(signal?.aborted).toBe(false);
  });

  it('starts nothing any more when the process is leaving', async () => {
    let started = false;
    const bot = botThat(() => {
      started = true;
      return Promise.resolve(answer);
    });
    await expect(runBot(bot, asked, 1_000, AbortSignal.abort(new Error('leaving')))).rejects.toThrow('leaving');
    expect(started).toBe(false);
  });

  it('throws what the handler throws', async () => {
    await expect(runBot(botThat(() => Promise.reject(new Error('ouch'))), asked, 1_000, staying)).rejects.toThrow('ouch');
  });
});
