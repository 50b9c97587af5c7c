import { describe, expect, it } from '@jest/globals';
import { appOf, conversationName, conversationOf, fingerprint } from './conversation.js';
import { SHARDS, shardOf } from './keys.js';
import { aMessage } from './testing/a-message.js';

describe('a conversation', () => {
  it('is the sender and the bot in a 1:1 chat, the group and the bot in a group', () => {
    expect(conversationOf(aMessage())).toBe('app/echo_bot/user/alice');
    expect(conversationOf(aMessage({ receiverType: 'group', receiver: 'team' }))).toBe('app/echo_bot/group/team');
  });

  it('does not go by the conversationId, which can be missing', () => {
    expect(conversationOf(aMessage({ conversationId: 'a' }))).toBe(conversationOf(aMessage({ conversationId: undefined })));
  });

  it('keeps names apart whatever they hold', () => {
    const names = [['a/b', 'c'], ['a', 'b/c'], ['a:b', 'c'], ['a%2Fb', 'c']].map(([bot, peer]) => conversationName({ appId: 'app', bot, receiverType: 'user', peer }));
    expect(new Set(names).size).toBe(names.length);
  });

  it('tells its app', () => {
    expect(appOf(conversationName({ appId: 'my/app', bot: 'b', receiverType: 'user', peer: 'p' }))).toBe('my/app');
  });

  it('lies in one of few shards, and in the same one always', () => {
    // Written down: a conversation whose shard changed would lose its line.
    expect(shardOf('2248348660ad9bd4/echo_bot/user/alice')).toBe(1);
    const shards = new Set(Array.from({ length: 1_000 }, (_, i) => shardOf(`app/echo_bot/user/${i}`)));
    expect(shards.size).toBe(SHARDS);
  });
});

describe('a fingerprint', () => {
  it('is that of the app, the bot and the message', () => {
    const prints = [aMessage(), aMessage({ id: '2' }), aMessage({ bot: 'other' }), aMessage({ appId: 'other' })].map(fingerprint);
    expect(new Set(prints).size).toBe(4);
    expect(fingerprint(aMessage({ sender: 'bob' }))).toBe(prints[0]);
  });
});
