import { describe, expect, it } from '@jest/globals';
import { botMatchers, image, text } from './index.js';

expect.extend(botMatchers);

describe('the matchers', () => {
  const said = ['Hello!', text('What now?', { quickReplies: ['help', 'bye'] }), image('https://example.com/a.png', { text: 'A cat' })];

  it('read what was said', () => {
    expect(said).toSay('Hello!');
    expect(said).toSay(/now/);
    expect(said).toSay('A cat');
    expect(said).not.toSay('Hello');
    expect(said).toOffer('bye');
    expect(said).not.toOffer('bye', 'later');
    expect(said).toShow('image');
    expect(said).toShow('image', 'https://example.com/a.png');
    expect(said).not.toShow('image', 'https://example.com/b.png');
    expect(said).not.toShow('video');
    expect([]).toSayNothing();
    expect(said).not.toSayNothing();
  });

  it('tell what was said instead', () => {
    expect(() => expect(['Hello!']).toSay('Bye!')).toThrow(/Expected the bot to say "Bye!". It said:\n\[\n {2}"Hello!"/);
    expect(() => expect(['Hello!']).not.toSay('Hello!')).toThrow('Expected the bot not to say "Hello!"');
  });
});
