import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { custom } from './custom.js';
import { fitReplies } from './fit-replies.js';
import { image } from './media.js';
import { text } from './text.js';

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('fitReplies', () => {
  it('leaves alone what fits', () => {
    const replies = [text('hello', { tags: ['x'] }), image('https://example.com/a.png')];
    expect(fitReplies(replies)).toEqual(replies);
  });

  it('keeps every part of any text of words under the limit, and loses nothing', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((word) => word.replace(/\s/g, '_')), { minLength: 100, maxLength: 1_500 });
    fc.assert(
      fc.property(words, (list) => {
        const whole = list.join(' ');
        const parts = fitReplies([text(whole)]);
        expect(parts.every((part) => bytesOf(part) <= 8_000)).toBe(true);
        expect(parts.map((part) => part.text).join(' ')).toBe(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('splits at a paragraph first, then at a sentence, then at a word', () => {
    const paragraph = `${'word '.repeat(1_100)}end.`;
    expect(fitReplies([text(`${paragraph}\n\n${paragraph}`)]).map((part) => part.text)).toEqual([paragraph, paragraph]);
    const sentences = `${'a'.repeat(5_000)}. ${'b b '.repeat(1_000)}`;
    expect(fitReplies([text(sentences)])[0].text).toBe(`${'a'.repeat(5_000)}.`);
    expect(fitReplies([text(`one ${'word '.repeat(2_000)}`)])[0].text).toMatch(/word$/);
  });

  it('cuts an endless word between what a reader sees as characters', () => {
    const family = '👩‍👩‍👧';
    const parts = fitReplies([text(family.repeat(1_000))]);
    expect(parts.map((part) => part.text).join('')).toBe(family.repeat(1_000));
    expect(parts.every(({ text: part = '' }) => part.length % family.length === 0)).toBe(true);
  });

  it('comes to an end on one character that is longer than a message', () => {
    const monster = `e${'\u0301'.repeat(6_000)}`;
    expect(fitReplies([text(monster)]).map((part) => part.text).join('')).toBe(monster);
  });

  it('keeps metadata with every part, and quick replies with the last', () => {
    const parts = fitReplies([text('word '.repeat(3_000), { metadata: { order: 7 }, quickReplies: ['ok'] })]);
    expect(parts.map((part) => part.metadata)).toEqual(parts.map(() => ({ order: 7 })));
    expect(parts.map((part) => 'quickReplies' in part)).toEqual([false, true]);
  });

  it('lets the rest of a long caption follow as text', () => {
    const [first, second] = fitReplies([image('https://example.com/a.png', { text: 'word '.repeat(2_500), inThread: true })]);
    expect(first).toMatchObject({ kind: 'image', inThread: true });
    expect(second).toMatchObject({ kind: 'text', inThread: true });
  });

  it('refuses what cannot be split', () => {
    expect(() => fitReplies([custom('blob', { blob: 'x'.repeat(9_000) })])).toThrow(/A reply of kind custom has 90\d\d bytes.*Send less metadata or data/);
    expect(() => fitReplies([text('hi', { metadata: { blob: 'x'.repeat(9_000) } })])).toThrow(RangeError);
  });

  it('refuses an answer of more messages than go into one commit, and says what to do', () => {
    expect(fitReplies(Array.from({ length: 1_000 }, () => text('hi')))).toHaveLength(1_000);
    expect(() => fitReplies(Array.from({ length: 1_001 }, () => text('hi')))).toThrow('An answer of 1001 messages is too long');
  });
});
