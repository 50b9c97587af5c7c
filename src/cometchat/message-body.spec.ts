import { describe, expect, it } from '@jest/globals';
import { describeOnDocuments, openApiValidator } from '../../test/support/cometchat-documents.js';
import type { Reply } from '../bot-kit/index.js';
import { messageBody } from './message-body.js';

const picture = { url: 'https://example.com/a.png', name: 'a.png', mimeType: 'image/png', extension: 'png', size: 2048 };
const card = {
  version: '1.0',
  style: { background: { light: '#FFFFFF', dark: '#000000' } },
  body: [{ id: 't', type: 'text', content: 'Order 7' }],
  fallbackText: 'Order 7',
};
const form = { title: 'Order', formFields: [], submitElement: { elementType: 'button', elementId: 'b' } };

const REPLIES: Record<string, Reply> = {
  text: { kind: 'text', text: 'Hello', metadata: { order: 7 }, tags: ['vip'] },
  'quick replies': { kind: 'text', text: 'Which?', quickReplies: ['one', 'two'] },
  image: { kind: 'image', attachments: [picture], text: 'Look' },
  video: { kind: 'video', attachments: [picture] },
  audio: { kind: 'audio', attachments: [picture] },
  file: { kind: 'file', attachments: [picture, { ...picture, size: undefined }] },
  custom: { kind: 'custom', type: 'location', customData: { latitude: '50.6' } },
  card: { kind: 'card', card, text: 'Order 7' },
  interactive: { kind: 'interactive', type: 'form', interactiveData: form, interactionGoal: { type: 'none' }, text: 'Order' },
};

// The schema of a category is asked for by name: the published one takes a card for a message without complaint.
const SCHEMA: Record<string, string> = {
  message: 'MessageCategory',
  custom: 'CustomCategory',
  card: 'CardCategory',
  interactive: 'InteractiveCategory',
};

const bodyOf = (reply: Reply, parentId?: string) =>
  JSON.parse(JSON.stringify(messageBody({ id: 'halley-echo_bot-7-1', bot: 'echo_bot', receiver: 'alice', receiverType: 'user', parentId, reply }))) as {
    category: string;
    data: Record<string, unknown>;
  };

describeOnDocuments('the body of a message in CometChat’s documents', () => {
  it.each(Object.keys(REPLIES))('is what the OpenAPI document of Send Bot Message asks for: %s', (name) => {
    const body = bodyOf(REPLIES[name]!);
    const validate = openApiValidator('bots-messages.yaml', `/components/schemas/${SCHEMA[body.category]}`);
    expect({ valid: validate(body), errors: validate.errors }).toEqual({ valid: true, errors: null });
  });

  // The document names no custom types for threads, although it lists the category.
  const forThreads = Object.keys(REPLIES).filter((name) => !['custom', 'card', 'interactive'].includes(name));
  it.each(forThreads)('is what Send Threaded Message asks for: %s', (name) => {
    const schema = '/paths/~1messages~1%7Bid%7D~1thread/post/requestBody/content/application~1json/schema';
    const validate = openApiValidator('messages.yaml', schema);
    expect({ valid: validate(bodyOf(REPLIES[name]!, '712')), errors: validate.errors }).toEqual({ valid: true, errors: null });
  });
});

describe('the body of a message', () => {
  it.each(Object.keys(REPLIES))('carries the id of the reply three times: %s', (name) => {
    expect(bodyOf(REPLIES[name]!)).toMatchObject({
      muid: 'halley-echo_bot-7-1',
      tags: expect.arrayContaining(['halley-echo_bot-7-1']),
      data: { metadata: { halleyReplyId: 'halley-echo_bot-7-1' } },
    });
  });

  it('has no muid in a thread, which documents none', () => {
    expect(bodyOf(REPLIES.text!, '712')).not.toHaveProperty('muid');
  });

  it('keeps metadata and tags of the bot, and at most 25 tags', () => {
    const tags = Array.from({ length: 30 }, (_, n) => `tag-${n}`);
    const body = bodyOf({ kind: 'text', text: 'Hello', metadata: { order: 7, halleyReplyId: 'forged' }, tags });
    expect(body).toMatchObject({ tags: ['halley-echo_bot-7-1', ...tags.slice(0, 24)] });
    expect(body.data.metadata).toEqual({ order: 7, halleyReplyId: 'halley-echo_bot-7-1' });
  });

  it('hands quick replies to the app in the metadata', () => {
    expect(bodyOf(REPLIES['quick replies']!).data.metadata).toMatchObject({ quickReplies: ['one', 'two'] });
  });

  it('writes the size of a file as a string', () => {
    expect(bodyOf(REPLIES.image!).data.attachments).toEqual([{ ...picture, size: '2048' }]);
  });
});
