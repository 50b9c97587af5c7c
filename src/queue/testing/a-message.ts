import type { IncomingMessage } from '../../bot-kit/index.js';

/** A text from alice to echo_bot, but for what is said otherwise. */
export function aMessage(over: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    id: '1', appId: 'app', bot: 'echo_bot', sender: 'alice', receiver: 'echo_bot', receiverType: 'user',
    category: 'message', type: 'text', tags: [], data: { text: 'hi' }, ...over,
  };
}
