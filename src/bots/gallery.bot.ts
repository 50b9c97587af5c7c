import {
  Bot, FormContext, MediaContext, MentionContext, MessageContext, OnAction, OnCommand, OnForm, OnMedia, OnMention, OnMessage,
  audio, card, file, form, image, inThread, mention, showForm, singleSelect, text, textInput, video,
} from '../bot-kit/index.js';

const samples = 'https://assets.cometchat.io/sampleapp';

const opinion = form('opinion', {
  title: 'What did you like?',
  fields: { liked: singleSelect('Best of all', ['images', 'threads', 'forms']), why: textInput('Why?', { optional: true }) },
});

/** Shows what a reply can be: media, cards, forms, threads, and answers to one person in a group. */
@Bot({ uid: 'gallery_bot', groupChatSetting: 'mentionedMessages' })
export class GalleryBot {
  @OnCommand('image', 'An image with a caption')
  image() {
    return image(`${samples}/v2/users/cometchat-uid-1.webp`, { text: 'An image, with a caption.' });
  }

  @OnCommand('video', 'A video')
  video() {
    return video(`${samples}/tour.mp4`);
  }

  @OnCommand('audio', 'A sound')
  audio() {
    return audio(`${samples}/hello.mp3`);
  }

  @OnCommand('file', 'A file')
  file() {
    return file({ url: `${samples}/invoice.pdf`, name: 'invoice 712.pdf' });
  }

  @OnCommand('album', 'Several replies, in order')
  album() {
    return ['First a word,', image(`${samples}/one.png`), 'then another.'];
  }

  @OnCommand('thread', 'An answer in a thread')
  thread() {
    return ['Here is the short of it.', inThread('And here, in the thread, the long of it.')];
  }

  @OnCommand('card', 'A card with a button')
  card() {
    return card(
      {
        body: [
          { id: 'title', type: 'text', content: 'A card', variant: 'heading2' },
          { id: 'more', type: 'button', label: 'More', action: { type: 'sendMessage', text: 'Show me more' } },
        ],
        fallbackText: 'Here would be a card. Write "Show me more".',
      },
      { actions: { 'Show me more': 'more' } },
    );
  }

  @OnAction('more')
  more() {
    return text('You tapped it.', { quickReplies: ['/form', '/album'] });
  }

  @OnCommand('form', 'A form')
  form() {
    return showForm(opinion, 'Here would be a form.');
  }

  @OnForm(opinion)
  received({ values: { liked, why } }: FormContext<typeof opinion>) {
    return `You liked ${liked}${why === undefined ? '' : `, because: ${why}`}.`;
  }

  @OnMention()
  called({ sender, text: question }: MentionContext) {
    return `${mention(sender.uid)} you asked: ${question || 'nothing yet'}`;
  }

  @OnMedia()
  admire({ media, attachments }: MediaContext) {
    return inThread(`A fine ${media}: ${attachments.map(({ name }) => name).join(', ')}.`);
  }

  @OnMessage()
  fallback({ inGroup }: MessageContext) {
    return inGroup ? undefined : text('Shall I show you something?', { quickReplies: ['/image', '/album', '/thread'] });
  }
}
