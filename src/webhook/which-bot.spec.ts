import { describe, expect, it } from '@jest/globals';
import { BotDirectory } from './bot-directory.js';
import { CallbackDto } from './callback.dto.js';
import { readMessage } from './read-callback.js';
import { whichBot } from './which-bot.js';

const bots = new BotDirectory([
  { uid: 'echo_bot', aliases: ['demo_bot'], groupChatSetting: 'allMessages' },
  { uid: 'faq_bot', aliases: [], groupChatSetting: 'none' },
]);

function resolve(bot: string | null, receiver: string, path?: string, receiverType = 'user'): string {
  const message = readMessage({ sender: 'alice', receiver, receiverType, category: 'message', type: 'text' });
  return whichBot(bots, new CallbackDto({ trigger: 'after_message', bot }), message, path).uid;
}

describe('the bot a callback is for', () => {
  it.each([
    ['bot counts before receiver', 'echo_bot', 'faq_bot', undefined, 'echo_bot'],
    ['an alias is the bot', 'demo_bot', 'superhero2', undefined, 'echo_bot'],
    ['case does not matter', 'Echo_Bot', 'x', 'ECHO_BOT', 'echo_bot'],
    ['an unknown bot leaves it to the receiver', 'nobody', 'faq_bot', undefined, 'faq_bot'],
    ['no bot leaves it to the receiver', null, 'faq_bot', undefined, 'faq_bot'],
    ['no bot and an unknown receiver leave it to the path', null, 'superhero2', 'faq_bot', 'faq_bot'],
    ['an empty bot is no bot', '', 'superhero2', 'demo_bot', 'echo_bot'],
    ['the path may use an alias', 'echo_bot', 'x', 'demo_bot', 'echo_bot'],
  ])('%s', (_, bot, receiver, path, expected) => {
    expect(resolve(bot, receiver, path)).toBe(expected);
  });

  it('is never the group, though it has the name of a bot', () => {
    expect(() => resolve(null, 'faq_bot', undefined, 'group')).toThrow(expect.objectContaining({ status: 404 }));
    expect(resolve(null, 'faq_bot', 'echo_bot', 'group')).toBe('echo_bot');
  });

  it.each([
    ['nobody is known', 'nobody', 'no-one', undefined, 404],
    ['the path does not speak for a bot that is named', 'nobody', 'no-one', 'echo_bot', 404],
    ['the path is another bot', 'echo_bot', 'x', 'faq_bot', 400],
    ['the path is nobody', 'echo_bot', 'x', 'nobody', 400],
  ])('is refused where %s', (_, bot, receiver, path, status) => {
    expect(() => resolve(bot, receiver, path)).toThrow(expect.objectContaining({ status }));
  });
});
