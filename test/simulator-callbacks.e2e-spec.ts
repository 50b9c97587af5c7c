import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.js';
import { readdirSync } from 'node:fs';
import { COMETCHAT_DOCUMENTS, describeOnDocuments, readJson } from './support/cometchat-documents.js';
import { until } from './support/until.js';

/** Fields that depend on what a user, a group or a sender has, not on the kind of callback. */
const OPTIONAL = /\.(avatar|icon|description|owner|muid|resource|size|name|extension|mimeType|url|createdAt|lastActiveAt)$/;

describeOnDocuments('a callback of the simulator has the shape of CometChat’s sample', () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator();
  });
  beforeEach(async () => {
    simulator.reset();
    for (const uid of ['alice', 'bob', 'demo_bot', 'faq-bot']) await call('POST', '/users', { uid, name: uid, avatar: 'https://example.com/a.png' });
    const bot = { webhookURL: 'http://127.0.0.1:9/', enabled: true, groupChatSetting: 'allMessages' };
    for (const uid of ['demo_bot', 'faq-bot']) await call('POST', '/bots', { uid, ...bot });
    await call('POST', '/groups', { guid: 'project-group', name: 'Project', type: 'public', members: { participants: ['alice', 'faq-bot'] } });
    await call('POST', '/groups/project-group/members', { participants: ['demo_bot'] });
  });
  afterAll(() => simulator.close());

  async function call(method: string, path: string, body?: unknown, onBehalfOf?: string): Promise<{ data: { id: string } }> {
    const headers: Record<string, string> = { apikey: 'any', 'content-type': 'application/json', ...(onBehalfOf && { onBehalfOf }) };
    const answer = await fetch((path.startsWith('/simulator') ? simulator.url : simulator.apiUrl) + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const parsed = (await answer.json()) as { data: { id: string } };
    expect({ path, status: answer.status, parsed }).toMatchObject({ status: 200 });
    return parsed;
  }

  const toBot = { receiver: 'demo_bot', receiverType: 'user' };
  const toAlice = { receiver: 'alice', receiverType: 'user' };
  const toGroup = { receiver: 'project-group', receiverType: 'group' };
  const send = async (fields: object, from = 'alice') => (await call('POST', '/messages', { muid: '_m', data: { text: 'hi' }, ...fields }, from)).data.id;
  const file = { url: 'https://example.com/a.jpg', name: 'a.jpg', mimeType: 'image/jpeg', extension: 'jpg', size: '1' };
  const interactions = { allowSenderInteraction: true, interactionGoal: { type: 'anyOf', elementIds: ['ok'] } };
  const card = { category: 'interactive', type: 'card', data: { interactiveData: cardData(), ...interactions } };
  const form = { category: 'interactive', type: 'form', data: { interactiveData: formData(), allowSenderInteraction: false, interactionGoal: { type: 'anyAction', elementIds: [] } } };

  const cases: [fixture: string, provoke: () => Promise<unknown>][] = [
    ['user-text.v3-uids', () => send({ ...toBot, muid: undefined })],
    ['derived-group-text', () => send(toGroup)],
    ['derived-group-slash-command', () => send({ ...toGroup, data: { text: '/help billing' } })],
    ['derived-group-mention', () => send({ ...toGroup, data: { text: 'Hi <@uid:demo_bot>' } })],
    ['derived-group-from-other-bot', () => send(toGroup, 'faq-bot')],
    ['derived-self-message', () => send(toGroup, 'demo_bot')],
    ['derived-user-image', () => send({ ...toBot, type: 'image', data: { text: 'caption', attachments: [file] } })],
    ['derived-user-image-no-caption', () => send({ ...toBot, type: 'image', data: { attachments: [file] } })],
    ['derived-user-file-multiple', () => send({ ...toBot, type: 'file', data: { attachments: [file, file] } })],
    ['derived-user-custom-location', () => send({ ...toBot, category: 'custom', type: 'location', data: { customData: { latitude: '1', longitude: '2' }, subType: 'pin' } })],
    ['derived-user-custom-poll', () => send({ ...toGroup, category: 'custom', type: 'extension_poll', data: { customData: { question: 'Lunch?', options: { 1: 'a', 2: 'b' } }, text: 'Poll' } })],
    ['derived-user-audio', () => send({ ...toBot, type: 'audio', data: { attachments: [file] } })],
    ['derived-user-video', () => send({ ...toBot, type: 'video', data: { attachments: [file] } })],
    ['derived-user-unicode', () => send({ ...toBot, data: { text: 'héllo 世界 🚀 <script>' } })],
    ['derived-user-interactive-form', () => send({ ...toBot, ...form })],
    ['derived-user-metadata-and-tags', () => send({ ...toBot, tags: ['vip'], data: { text: 'hi', metadata: { locale: 'fr', order: { id: '1' } } } })],
    ['derived-user-text-numeric-id', () => turned({ numericIds: true }, () => send(toBot))],
    ['derived-user-text-no-muid-no-resource', () => turned({ omitMuid: true }, () => send(toBot))],
    ['derived-minimal', () => turned({ missingFields: 'minimal' }, () => send(toBot))],
    ['derived-user-thread-reply', async () => call('POST', `/messages/${await send(toBot, 'alice')}/thread`, { ...toBot, data: { text: 'in here' } }, 'alice')],
    ['derived-action-edited', async () => call('PUT', `/messages/${await send(toBot)}`, { data: { text: 'hi (edited)' } }, 'alice')],
    ['derived-action-deleted', async () => call('DELETE', `/messages/${await send(toBot)}`, {}, 'alice')],
    ['derived-action-bot-added-to-group', () => readded()],
    ['user-text.v3-superheroes', () => send({ ...toBot, muid: undefined })],
    ['user-text.community-2024.repaired', () => turned({ missingFields: 'noEnvelope' }, () => send({ ...toBot, data: { text: 'hi', metadata: {} } }))],
    ['derived-group-mention-two-users', () => send({ ...toGroup, data: { text: '<@uid:bob> ask <@uid:demo_bot>' } })],
    ['derived-duplicate-of-user-text', () => turned({ callbackDuplicates: 1 }, () => send({ ...toBot, muid: undefined }))],
    ['derived-unknown-trigger', () => turned({ triggerName: 'message_sent' }, () => send(toBot))],
    ['derived-user-extension-metadata', () => send({ ...toBot, data: { text: 'hi', metadata: { '@injected': { extensions: { 'human-moderation': { success: true } } } } } })],
    ['derived-user-quoted-reply', async () => send({ ...toBot, quotedMessageId: await send({ ...toAlice, muid: undefined }, 'demo_bot') })],
    ['derived-user-interactive-with-interactions', async () => used(await send({ ...toBot, ...card }))],
    ['derived-call-initiated', () => call('POST', '/simulator/calls', { uid: 'alice', ...toBot, type: 'audio' })],
  ];

  /** Samples that cannot be had, and why. */
  const unattainable: Record<string, string> = {
    'derived-user-empty-text': 'the fields of derived-user-text, with a blank text; CometChat was seen to refuse that with 400, so it is never stored',
  };

  it('provokes every sample there is, but those that are explained', () => {
    const reached = new Set([...cases.map(([fixture]) => fixture), ...Object.keys(unattainable)]);
    const samples = readdirSync(`${COMETCHAT_DOCUMENTS}fixtures/callbacks`).map((name) => name.replace(/\.json$/, ''));
    expect(samples.filter((name) => !reached.has(name))).toEqual([]);
  });

  it.each(cases)('%s', async (fixture, provoke) => {
    simulator.set({ relayOwnMessages: true, relayEdits: true, relayActions: true, relayInteractive: true, relayInteractions: true, relayCalls: true });
    const before = simulator.deliveries().length;
    await provoke();
    await until('the callback is sent', () => simulator.deliveries().length > before);
    const callback = simulator.deliveries().filter(({ bot }) => bot === 'demo_bot').at(-1)?.callback;
    const sample = readJson(`fixtures/callbacks/${fixture}.json`) as Sample;
    expect(pathsOf(callback)).toEqual(pathsOf(sample));
    expect(callback).toMatchObject({ trigger: sample.trigger, data: { category: sample.data.category, type: sample.data.type } });
  });

  async function used(id: string) {
    return call('POST', `/simulator/messages/${id}/interactions`, { uid: 'alice', elementId: 'ok' });
  }

  async function turned(switches: Parameters<Simulator['set']>[0], provoke: () => Promise<unknown>) {
    simulator.set(switches);
    return provoke();
  }

  async function readded() {
    await call('DELETE', '/groups/project-group/members/demo_bot');
    return call('POST', '/groups/project-group/members', { participants: ['demo_bot'] });
  }
});

interface Sample {
  trigger: string;
  data: { category: string; type: string };
}

function formData() {
  const action = { actionType: 'urlNavigation', url: 'https://example.com/' };
  return {
    title: 'Survey',
    formFields: [{ elementType: 'textInput', elementId: 'name', optional: false, label: 'Name' }],
    submitElement: { elementType: 'button', elementId: 'submit', buttonText: 'Submit', disableAfterInteracted: true, action },
  };
}

/** Every field with its type; uids that serve as keys and the fields that may be absent are left out. */
function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => pathsOf(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return OPTIONAL.test(path) ? [] : [`${path}: ${typeof value}`];
  const keys = Object.entries(value).map(([key, field]) => pathsOf(field, `${path}.${path.endsWith('.mentions') ? '<uid>' : key}`));
  return [...new Set(keys.flat())].sort();
}

function cardData() {
  return { text: 'Pick one', cardActions: [{ elementType: 'button', elementId: 'ok', buttonText: 'OK', action: { actionType: 'urlNavigation', url: 'https://example.com/' } }] };
}
