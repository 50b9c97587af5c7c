import { describe, expect, it } from '@jest/globals';
import { chatWith, image, inThread } from '../bot-kit/index.js';
import { GalleryBot } from './gallery.bot.js';

describe('GalleryBot', () => {
  const alice = chatWith(new GalleryBot());

  it.each(['image', 'video', 'audio', 'file'])('shows a reply of kind %s', async (kind) => {
    expect(await alice.command(kind)).toEqual([expect.objectContaining({ kind })]);
  });

  it('sends several replies in order', async () => {
    expect(await alice.command('album')).toEqual([
      'First a word,', image('https://assets.cometchat.io/sampleapp/one.png'), 'then another.',
    ]);
  });

  it('shows a card whose button comes back, and a form', async () => {
    expect(await alice.command('card')).toEqual([expect.objectContaining({ kind: 'card' })]);
    expect(await alice.tap('Show me more')).toEqual([expect.objectContaining({ text: 'You tapped it.' })]);
    const [shown] = await alice.command('form');
    expect(await alice.submit(shown, { liked: 'forms', why: 'So tidy' })).toEqual(['You liked forms, because: So tidy.']);
  });

  it('answers in a thread', async () => {
    expect(await alice.command('thread')).toEqual([
      'Here is the short of it.', inThread('And here, in the thread, the long of it.'),
    ]);
  });

  it('answers the person who called it in a group', async () => {
    expect(await alice.inGroup().mention('what is this?')).toEqual(['<@uid:alice> you asked: what is this?']);
  });
});
