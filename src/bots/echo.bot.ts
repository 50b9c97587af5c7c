import { Bot, MediaContext, MessageContext, OnMedia, OnMessage } from '../bot-kit/index.js';

/** Answers a text with exactly that text. */
@Bot({ uid: 'echo_bot', aliases: ['demo_bot'], groupChatSetting: 'allMessages' })
export class EchoBot {
  @OnMedia()
  describe({ media, attachments }: MediaContext) {
    const names = attachments.map(({ name }) => name).filter(Boolean);
    return `I got ${names.length > 1 ? `${names.length} files` : `a file`} of type ${media}: ${names.join(', ') || 'without a name'}.`;
  }

  @OnMessage()
  echo({ originalText }: MessageContext) {
    return originalText;
  }
}
