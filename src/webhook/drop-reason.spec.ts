import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-kit/index.js';
import { BotDirectory } from './bot-directory.js';
import { dropReason } from './drop-reason.js';
import { readMessage } from './read-callback.js';
import { toIncomingMessage } from './to-incoming-message.js';

const echo = { uid: 'echo_bot', aliases: ['demo_bot'], groupChatSetting: 'mentionedMessages' } as const;
const bots = new BotDirectory([echo, { uid: 'faq_bot', aliases: ['help_bot'], groupChatSetting: 'none' }]);

function reasonFor(fields: JsonObject): string | undefined {
  const message = readMessage({ sender: 'alice', receiver: 'x', receiverType: 'user', category: 'message', type: 'text', data: { text: 'hi' }, ...fields });
  return dropReason(toIncomingMessage(message, 'app', echo.uid), message, echo, bots);
}

describe('what is not answered', () => {
  it.each([
    [{ sender: 'echo_bot' }, 'own_message'],
    [{ sender: 'Demo_Bot' }, 'own_message'],
    [{ sender: 'faq_bot' }, 'message_of_our_bot'],
    [{ sender: 'help_bot', receiverType: 'group' }, 'message_of_our_bot'],
    [{ sender: 'app_system' }, 'message_of_app_system'],
    [{ category: 'action', type: 'message' }, 'action'],
    [{ category: 'call', type: 'audio' }, 'call'],
    [{ category: 'agentic', type: 'assistant' }, 'unknown_category'],
    [{ editedAt: 1763473030 }, 'edited'],
    [{ deletedAt: 1763473030 }, 'deleted'],
    [{ receiverType: 'group' }, 'group_chat_setting'],
  ])('%j: %s', (fields: JsonObject, expected) => {
    expect(reasonFor(fields)).toBe(expected);
  });

  it.each([
    [{}],
    [{ category: 'custom', type: 'poll' }],
    [{ category: 'interactive', type: 'form' }],
    [{ category: 'card', type: 'text' }],
    [{ editedAt: 0 }],
    [{ receiverType: 'group', data: { text: 'hi <@uid:demo_bot>' } }],
    [{ sender: 'somebody-elses-bot' }],
  ])('%j is', (fields: JsonObject) => {
    expect(reasonFor(fields)).toBeUndefined();
  });
});
