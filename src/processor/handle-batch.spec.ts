import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CompiledBot, JsonValue, Outcome } from '../bot-kit/index.js';
import type { InboundEntry } from '../queue/entries.js';
import type { Head } from '../queue/next.js';
import { aMessage } from '../queue/testing/a-message.js';
import { handleBatch } from './handle-batch.js';
import { Handling } from './handling.js';

/** Answers with what it remembers, and remembers one more; what a text says otherwise it does first. */
const bot: CompiledBot = {
  uid: 'bot', aliases: [], groupChatSetting: 'none', handlers: [],
  async run({ message: { data }, memory }): Promise<Outcome> {
    const said = String(data.text);
    if (said === 'sleep') await sleep(20);
    if (said === 'microtasks') for (let i = 0; i < 50; i++) await Promise.resolve();
    if (said === 'compute') for (const start = performance.now(); performance.now() - start < 15;);
    if (said === 'fail') throw new Error('ouch');
    const count = Number(memory.person ?? 0) + 1;
    const replies = Array.from({ length: Number.parseInt(said) || 1 }, () => ({ kind: 'text', text: String(count) }) as const);
    return { replies, memory: { person: said === 'forget' ? null : { value: count as JsonValue, ttlMs: 1_000 } } };
  },
};

/** A machine that is busy is not what these tests are about. */
const LONG_MS = 60_000;
const staying = new AbortController().signal;
const begin = (head: Head<InboundEntry>) => new Handling(bot, head, { timeoutMs: 1_000, deadlineMs: 1_000, leaving: staying });

function headsThatSay(...texts: string[]): Head<InboundEntry>[] {
  return texts.map((text, i) => ({
    member: String(i), entry: { message: aMessage({ id: String(i), data: { text } }), acceptedAt: 1 },
    starts: 1, errors: 0, error: '', beganAt: '', beganMsAgo: 0, memory: { conversation: '', person: '' },
  }));
}

async function run(...texts: string[]) {
  const [head, ...behind] = headsThatSay(...texts);
  const { handled, inHand, hasWaited } = await handleBatch(begin(head), behind, begin, LONG_MS);
  return { answers: handled.map(({ result }) => result?.replies[0].reply.text), inHand: inHand?.head.member, hasWaited };
}

describe('a batch of messages', () => {
  it('are all whose handlers end at once, each knowing what those before it came to', async () => {
    expect(await run('a', 'microtasks', 'b', 'forget', 'c')).toEqual({ answers: ['1', '2', '3', '4', '1'], inHand: undefined, hasWaited: false });
  });

  it('ends before one that takes its time, and before one that fails', async () => {
    expect(await run('a', 'b', 'sleep', 'c')).toEqual({ answers: ['1', '2'], inHand: '2', hasWaited: true });
    expect(await run('a', 'fail', 'c')).toEqual({ answers: ['1'], inHand: '1', hasWaited: true });
  });

  it('is the head alone where that takes its time or fails', async () => {
    expect(await run('sleep', 'a')).toEqual({ answers: ['1'], inHand: undefined, hasWaited: true });
    expect(await run('fail', 'a')).toMatchObject({ answers: [undefined], inHand: undefined });
    expect(await run('sleep')).toEqual({ answers: ['1'], inHand: undefined, hasWaited: false });
  });

  it('does not grow when it has taken long enough', async () => {
    const [head, ...behind] = headsThatSay('a', 'compute', 'c', 'd');
    const { handled } = await handleBatch(begin(head), behind, begin, 10);
    expect(handled.slice(2)).toEqual([]);
  });

  it('does not grow when there are enough replies for one script', async () => {
    expect((await run('a', '99 replies', 'b', '99 replies', 'c')).answers).toEqual(['1', '2']);
  });

  it('has a head that fails where its memory cannot be read', async () => {
    const [head] = headsThatSay('a');
    const { handled: [{ failure }] } = await handleBatch(begin({ ...head, memory: { conversation: '{broken', person: '' } }), [], begin);
    expect(failure).toBeInstanceOf(SyntaxError);
  });

  it('does not grow where the turn has to end', async () => {
    const [head, ...behind] = headsThatSay('a', 'b', 'c');
    const { handled } = await handleBatch(begin(head), behind, (next) => (next.member === '1' ? begin(next) : undefined));
    expect(handled.map(({ head: { member } }) => member)).toEqual(['0', '1']);
  });
});
