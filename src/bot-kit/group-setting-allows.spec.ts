import { describe, expect, it } from '@jest/globals';
import { GROUP_CHAT_SETTINGS } from './group-chat-setting.js';
import { groupSettingAllows } from './group-setting-allows.js';
import type { IncomingMessage, ReceiverType } from './incoming-message.js';
import type { JsonObject } from './json.js';

function written(data: JsonObject, receiverType: ReceiverType = 'group'): IncomingMessage {
  return { id: '1', appId: 'a', bot: 'my_bot', sender: 'ann', receiver: 'g', receiverType, category: 'message', type: 'text', tags: [], data };
}

describe('groupSettingAllows', () => {
  it.each([
    [{ text: 'hello' }, ['allMessages']],
    [{ text: '/help me' }, ['allMessages', 'slashedMessages']],
    [{ text: 'hi <@uid:my_bot>' }, ['allMessages', 'mentionedMessages']],
    [{ text: 'hi <@uid:MY_BOT>' }, ['allMessages', 'mentionedMessages']],
    [{ text: 'hi <@uid:old_bot>' }, ['allMessages', 'mentionedMessages']],
    [{ text: 'hi @{My Bot|my_bot}' }, ['allMessages', 'mentionedMessages']],
    [{ text: 'hi', mentions: { my_bot: { uid: 'my_bot' } } }, ['allMessages', 'mentionedMessages']],
    [{ text: '<@uid:my_bot> /help' }, ['allMessages', 'slashedMessages', 'mentionedMessages']],
    [{ text: 'hi <@uid:my_bot_2> and <@uid:bob>' }, ['allMessages']],
    [{}, ['allMessages']],
  ])('%j reaches a bot with %j', (data: JsonObject, expected) => {
    const allowing = GROUP_CHAT_SETTINGS.filter((setting) => groupSettingAllows(setting, written(data), ['my_bot', 'old_bot']));
    expect(allowing).toEqual(expected);
  });

  it('lets everything through in a 1:1 chat', () => {
    for (const setting of GROUP_CHAT_SETTINGS) {
      expect(groupSettingAllows(setting, written({ text: 'x' }, 'user'), ['my_bot'])).toBe(true);
    }
  });
});
