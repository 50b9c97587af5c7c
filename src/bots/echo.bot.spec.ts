import { describe, expect, it } from '@jest/globals';
import { botOptionsOf, chatWith, fitReplies, text } from '../bot-kit/index.js';
import { EchoBot } from './echo.bot.js';

describe('EchoBot', () => {
  const alice = chatWith(new EchoBot());

  it.each(['hello', '/help', ' two  spaces ', 'line\nbreak', '👩‍👩‍👧 <@uid:echo_bot> and <@uid:bob>'])('answers %j with exactly that', async (said) => {
    expect(await alice.say(said)).toEqual([said]);
  });

  it('answers a blank text with nothing', async () => {
    expect(await alice.say(' \n ')).toEqual([]);
    expect(await alice.say('')).toEqual([]);
  });

  it('describes what it is sent', async () => {
    expect(await alice.sendImage('https://example.com/cat.png', 'my cat')).toEqual(['I got a file of type image: cat.png.']);
  });

  it('hears every message of a group', async () => {
    expect(botOptionsOf(EchoBot)).toEqual({ uid: 'echo_bot', aliases: ['demo_bot'], groupChatSetting: 'allMessages' });
    expect(await alice.inGroup().say('hello all')).toEqual(['hello all']);
  });

  it('gives back a long text in parts which, joined by a space, are the text', async () => {
    const long = Array.from({ length: 4_000 }, (_, index) => `word${index}${index % 9 === 0 ? '.' : ''}`).join(' ');
    const parts = fitReplies([text((await alice.say(long)).join(''))]);
    expect(parts.length).toBeGreaterThan(4);
    expect(parts.map((part) => part.text).join(' ')).toBe(long);
  });
});
