import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-kit/index.js';
import { readMessage } from './read-callback.js';
import { toIncomingMessage } from './to-incoming-message.js';

const message: JsonObject = { id: '7', sender: 'alice', receiver: 'bot', receiverType: 'user', category: 'message', type: 'text', sentAt: 1763473030, data: { text: 'hi' } };
const read = (fields: JsonObject = {}) => toIncomingMessage(readMessage({ ...message, ...fields }), 'app', 'echo_bot');
const idOf = (fields: JsonObject) => read({ id: null, ...fields }).id;

describe('an incoming message', () => {
  it('has uids and guids in lower case, however they were written', () => {
    expect(read({ sender: 'Alice', receiver: 'Team-A', receiverType: 'GROUP', category: 'Message' })).toMatchObject({
      sender: 'alice',
      receiver: 'team-a',
      receiverType: 'group',
      category: 'message',
    });
  });

  it('is for the bot it was resolved to, whatever name CometChat used', () => {
    expect(read({ receiver: 'superhero2' })).toMatchObject({ bot: 'echo_bot', receiver: 'echo_bot' });
  });

  it.each([
    [{ id: 7 }, { id: '7' }],
    [{ parentId: 12 }, { parentId: '12' }],
    [{ parentId: 0 }, { parentId: undefined }],
    [{ parentId: '' }, { parentId: undefined }],
    [{ tags: ['a', 1, null, 'b'] }, { tags: ['a', 'b'] }],
    [{ tags: 'a' }, { tags: [] }],
    [{ sentAt: '1763473030' }, { sentAt: 1763473030 }],
    [{ sentAt: 'yesterday' }, { sentAt: undefined }],
    [{ muid: 5, conversationId: [] }, { muid: undefined, conversationId: undefined }],
    [{ data: [] }, { data: {} }],
    [{ data: null }, { data: {} }],
    [{ data: { entities: { sender: { entity: { name: 'Alice L.' } } } } }, { senderName: 'Alice L.' }],
    [{ data: { entities: { sender: 'Alice' } } }, { senderName: undefined }],
  ])('is normalised: %j', (fields: JsonObject, expected) => {
    expect(read(fields)).toMatchObject(expected);
  });

  it('without an id gets one from what it is, the same whenever it is delivered', () => {
    expect(idOf({})).toMatch(/^hash-[0-9a-f]{32}$/);
    expect(idOf({ id: '', updatedAt: 1 })).toBe(idOf({}));
    const others = [{ sender: 'bob' }, { receiver: 'other' }, { sentAt: 1 }, { data: { text: 'ho' } }, { data: { url: 'a' } }, { data: { url: 'b' } }, { muid: 'm' }];
    expect(new Set([{}, ...others].map(idOf)).size).toBe(others.length + 1);
  });
});
