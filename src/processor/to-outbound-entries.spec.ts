import { describe, expect, it } from '@jest/globals';
import type { Reply } from '../bot-kit/index.js';
import { aMessage } from '../queue/testing/a-message.js';
import { toOutboundEntries } from './to-outbound-entries.js';

const hi: Reply = { kind: 'text', text: 'hi' };
const to = (over: Parameters<typeof aMessage>[0], ...replies: Reply[]) => toOutboundEntries({ message: aMessage(over), acceptedAt: 1_000 }, replies, 500);

describe('the replies to a message', () => {
  it('go to the sender in a 1:1 chat, and to the group in a group', () => {
    expect(to({ sender: 'alice', receiver: 'echo_bot' }, hi)[0]).toMatchObject({ receiver: 'alice', receiverType: 'user' });
    expect(to({ sender: 'alice', receiver: 'team', receiverType: 'group' }, hi)[0]).toMatchObject({ receiver: 'team', receiverType: 'group' });
  });

  it.each([
    ['outside of a thread', {}, hi, undefined],
    ['in the thread the message was in', { parentId: '7' }, hi, '7'],
    ['in a thread that starts at the message, where asked to', { id: '9' }, { ...hi, inThread: true }, '9'],
    ['in the thread that is there already: CometChat nests none', { id: '9', parentId: '7' }, { ...hi, inThread: true }, '7'],
    ['outside of the thread, where asked to', { parentId: '7' }, { ...hi, inThread: false }, undefined],
  ])('go %s', (_, message, reply, parentId) => {
    expect(to(message, reply)[0].parentId).toBe(parentId);
  });

  it('have ids derived from the message, part by part, the same in every run', () => {
    expect(to({ id: '712' }, hi, hi).map(({ id, answer }) => [id, answer])).toEqual([
      ['halley-echo_bot-712-0', 'halley-echo_bot-712'],
      ['halley-echo_bot-712-1', 'halley-echo_bot-712'],
    ]);
  });

  it.each(['an id with spaces', 'x'.repeat(200), 'é', 'a:b'])('have ids that a tag can hold for the id "%s"', (id) => {
    const [entry] = to({ id }, hi);
    expect(entry.id).toMatch(/^halley-[0-9a-f]{40}-0$/);
  });

  it('are cut into parts of one answer where they are too long for CometChat', () => {
    const entries = to({ id: '1' }, { kind: 'text', text: 'A sentence. '.repeat(1_500) }, hi);
    expect(entries.length).toBeGreaterThan(2);
    expect(entries.map(({ id }) => id)).toEqual(entries.map((_, part) => `halley-echo_bot-1-${part}`));
  });

  it('have a deadline that counts from our acceptance, never from sentAt', () => {
    expect(to({ sentAt: 5 }, hi)[0]).toMatchObject({ acceptedAt: 1_000, deadline: 1_500 });
  });

  it('are looked up first where the message is a replay', () => {
    expect(toOutboundEntries({ message: aMessage(), acceptedAt: 1, replayed: true }, [hi], 1)[0].lookUpFirst).toBe(true);
  });
});
