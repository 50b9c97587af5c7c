import { describe, expect, it } from '@jest/globals';
import { type SwitchValues, switchNames, switchTable } from '../faults/switch-table.js';
import { APP_SYSTEM, type Bot, type Message } from '../state/entities.js';
import { fitsSetting, isRelayed } from './relay-rules.js';

const defaults = Object.fromEntries(switchNames.map((name) => [name, switchTable[name].default])) as unknown as SwitchValues;
const bot: Bot = { uid: 'helper', webhookURL: 'http://x', groupChatSetting: 'allMessages', useBasicAuth: false, enabled: true, createdAt: 0 };

function message(fields: Partial<Message>): Message {
  const times = { sentAt: 0, updatedAt: 0, storedAtMs: 0 };
  const people = { conversationId: 'c', sender: 'alice', receiverType: 'user' as const, receiver: 'helper' };
  return { id: 1, ...people, category: 'message', type: 'text', data: { text: 'hi' }, ...times, ...fields };
}

const inGroup = { receiverType: 'group', receiver: 'team' } as const;

describe('what a bot is told of', () => {
  it.each<[what: string, fields: Partial<Message>, about: { senderIsBot?: boolean; isMember?: boolean }, byDefault: boolean, turn: Partial<SwitchValues>]>([
    ['a 1:1 message', {}, {}, true, {}],
    ['a custom message', { category: 'custom', type: 'location' }, {}, true, {}],
    ['its own message', { ...inGroup, sender: 'helper' }, { senderIsBot: true }, false, { relayOwnMessages: true }],
    ['its own 1:1 message', { sender: 'helper', receiver: 'alice' }, { senderIsBot: true }, false, { relayOwnMessages: true }],
    ['what another bot wrote', { ...inGroup, sender: 'other' }, { senderIsBot: true }, true, { relayOtherBots: false }],
    ['what app_system wrote', { sender: APP_SYSTEM }, {}, true, { relayAppSystem: false }],
    ['an edit', { category: 'action', type: 'message', data: { action: 'edited' } }, {}, false, { relayEdits: true }],
    ['a member that joins', { ...inGroup, category: 'action', type: 'groupMember' }, {}, false, { relayActions: true }],
    ['an interactive message', { category: 'interactive', type: 'form' }, {}, false, { relayInteractive: true }],
    ['a call', { category: 'call', type: 'audio' }, {}, false, { relayCalls: true }],
    ['a group it is no member of', inGroup, { isMember: false }, false, { relayWithoutMembership: true }],
  ])('%s', (_what, fields, about, byDefault, turn) => {
    const relayed = (values: SwitchValues) => isRelayed(message(fields), bot, { senderIsBot: false, isMember: true, ...about }, values);
    expect(relayed(defaults)).toBe(byDefault);
    if (Object.keys(turn).length > 0) expect(relayed({ ...defaults, ...turn })).toBe(!byDefault);
  });

  it('nothing while it is disabled, nor what was written to others', () => {
    const about = { senderIsBot: false, isMember: true };
    expect(isRelayed(message({}), { ...bot, enabled: false }, about, defaults)).toBe(false);
    expect(isRelayed(message({ receiver: 'bob' }), bot, about, defaults)).toBe(false);
  });

  it.each([
    ['allMessages', 'anything', true],
    ['slashedMessages', '/help', true],
    ['slashedMessages', 'help /me', false],
    ['mentionedMessages', 'hi <@uid:HELPER>', true],
    ['mentionedMessages', 'hi helper', false],
    ['none', '/help <@uid:helper>', false],
  ] as const)('%s and "%s": %s', (setting, text, expected) => {
    expect(fitsSetting(setting, 'helper', text)).toBe(expected);
  });
});
