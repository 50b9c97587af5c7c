import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { IncomingMessage } from '../src/bot-kit/index.js';
import { COMETCHAT_DOCUMENTS, describeOnDocuments, readJson } from './support/cometchat-documents.js';
import { freshRedis } from './support/fresh-redis.js';
import { post, startWebhook, type WebhookApp } from './support/webhook-app.js';

type Row = Partial<IncomingMessage> | 'action' | 'call' | 'own_message' | 'message_of_app_system' | 'unknown_trigger';

const demo = { bot: 'echo_bot', sender: 'cometchat-uid-1', receiver: 'echo_bot', receiverType: 'user', category: 'message', type: 'text' } as const;
const inGroup = { ...demo, receiver: 'project-group', receiverType: 'group' } as const;

/** What becomes of each sample in fixtures/callbacks: what is put in line, or why it is ignored. */
const EXPECTED: Record<string, Row> = {
  'derived-action-bot-added-to-group.json': 'message_of_app_system',
  'derived-action-deleted.json': 'action',
  'derived-action-edited.json': 'action',
  'derived-call-initiated.json': 'call',
  'derived-duplicate-of-user-text.json': { ...demo, id: '712' },
  'derived-group-from-other-bot.json': { ...inGroup, id: '1005', sender: 'faq-bot' },
  'derived-group-mention-two-users.json': { ...inGroup, id: '1004' },
  'derived-group-mention.json': { ...inGroup, id: '1003' },
  'derived-group-slash-command.json': { ...inGroup, id: '1002' },
  'derived-group-text.json': { ...inGroup, id: '1001', conversationId: 'group_project-group', senderName: 'Andrew Joseph' },
  'derived-minimal.json': { ...demo, id: '1030', muid: undefined, conversationId: undefined, senderName: undefined, data: { text: 'hi' } },
  'derived-self-message.json': 'own_message',
  'derived-unknown-trigger.json': 'unknown_trigger',
  'derived-user-audio.json': { ...demo, id: '1010', type: 'audio' },
  'derived-user-custom-location.json': { ...demo, id: '1012', category: 'custom', type: 'location' },
  'derived-user-custom-poll.json': { ...inGroup, id: '1013', category: 'custom', type: 'extension_poll' },
  'derived-user-empty-text.json': { ...demo, id: '1021' },
  'derived-user-extension-metadata.json': { ...demo, id: '1019' },
  'derived-user-file-multiple.json': { ...demo, id: '1009', type: 'file' },
  'derived-user-image-no-caption.json': { ...demo, id: '1008', type: 'image' },
  'derived-user-image.json': { ...demo, id: '1007', type: 'image' },
  'derived-user-interactive-form.json': { ...demo, id: '1014', category: 'interactive', type: 'form' },
  'derived-user-interactive-with-interactions.json': { ...demo, id: '1015', category: 'interactive', type: 'card' },
  'derived-user-metadata-and-tags.json': { ...demo, id: '1018', tags: ['vip', 'order-1234'] },
  'derived-user-quoted-reply.json': { ...demo, id: '1017', parentId: undefined },
  'derived-user-text-no-muid-no-resource.json': { ...demo, id: '1022', muid: undefined },
  'derived-user-text-numeric-id.json': { ...demo, id: '1023', muid: '_m1023' },
  'derived-user-thread-reply.json': { ...demo, id: '1016', parentId: '1001' },
  'derived-user-unicode.json': { ...demo, id: '1020' },
  'derived-user-video.json': { ...demo, id: '1011', type: 'video' },
  'user-text.community-2024.repaired.json': { ...demo, id: '1687', bot: 'support_bot', sender: 'user1', receiver: 'support_bot', muid: '_g9bf2m46t' },
  'user-text.v3-superheroes.json': { ...demo, id: '712', sender: 'superhero1', senderName: 'Iron Man', sentAt: 1680125130 },
  'user-text.v3-uids.json': { ...demo, id: '712' },
};

describeOnDocuments('a sample callback', () => {
  let webhook: WebhookApp;

  beforeAll(async () => {
    webhook = await startWebhook(await freshRedis());
  });

  afterAll(() => webhook.close());

  // Three of the samples share an id.
  beforeEach(async () => {
    await freshRedis();
    webhook.queue.accepted.length = 0;
  });

  it('has a row for each file, and a file for each row', () => {
    expect(readdirSync(`${COMETCHAT_DOCUMENTS}fixtures/callbacks`).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(Object.entries(EXPECTED))('%s', async (file, expected) => {
    const callback = readJson(`fixtures/callbacks/${file}`) as { data: { data: object } };
    const response = await post(`${webhook.url}/webhook`, callback);
    const taken = typeof expected === 'object';
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 200,
      body: taken ? { status: 'accepted' } : { status: 'ignored', reason: expected },
    });
    expect(webhook.queue.accepted).toMatchObject(taken ? [{ appId: '2248348660ad9bd4', data: callback.data.data, ...expected }] : []);
  });

  it('is taken once, however often it comes', async () => {
    const callback = readJson('fixtures/callbacks/user-text.v3-uids.json');
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await (await post(`${webhook.url}/webhook/demo_bot`, callback)).json());
    expect(answers).toEqual([{ status: 'accepted' }, { status: 'duplicate' }, { status: 'duplicate' }]);
    expect(webhook.queue.accepted).toHaveLength(1);
  });
});
