import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Bot, checkbox, form, type FormContext, OnCommand, OnForm, OnMessage, showForm, singleSelect } from '../src/bot-kit/index.js';
import { InboundQueue } from '../src/queue/inbound.queue.js';
import { aMessage } from '../src/queue/testing/a-message.js';
import { aConfig, APP_ID } from './support/a-config.js';
import { FarSide } from './support/far-side.js';
import { freshRedis } from './support/fresh-redis.js';
import { until } from './support/until.js';
import { post, startWebhook, type WebhookApp } from './support/webhook-app.js';
import { startWorker } from './support/worker.js';

const fields = { stars: singleSelect('Stars', ['1', '2', '3']), topics: checkbox('Topics', ['news', 'offers']) };
const feedback = form('feedback', { title: 'How was it?', fields });
/** As it was before a deployment. */
const oldFeedback = form('feedback', { title: 'Was it good?', fields });

@Bot('form_bot')
class FormBot {
  @OnCommand('feedback', 'Asks')
  ask() {
    return showForm(feedback, 'How was it?');
  }

  @OnCommand('old', 'Asks as before')
  askAsBefore() {
    return showForm(oldFeedback, 'Was it good?');
  }

  @OnForm(feedback)
  thanks({ values, sender }: FormContext<typeof feedback>) {
    return `${sender.uid} gave ${values.stars} for ${values.topics.join()}`;
  }

  @OnMessage()
  rest() {
    return 'said';
  }
}

describe('a form', () => {
  const forms = { url: 'https://bots.example.com/forms', secret: 'the secret that signs forms in tests' };
  let redisUrl: string;
  let farSide: FarSide;
  let webhook: WebhookApp;
  let worker: INestApplicationContext;
  let nextId = 1;

  beforeEach(async () => {
    redisUrl = await freshRedis();
    webhook = await startWebhook(redisUrl, { config: { forms }, bots: [FormBot] });
    farSide = await new FarSide().start();
    worker = await startWorker(aConfig(redisUrl, farSide.url, { forms }), [new FormBot()]);
  });

  afterEach(async () => {
    await webhook.close();
    await worker.close();
    await farSide.close();
  });

  const say = (text: string) => worker.get(InboundQueue).accept(aMessage({ appId: APP_ID, id: String(nextId++), bot: 'form_bot', receiver: 'form_bot', data: { text } }));
  const stored = (count: number) => until(`${count} replies are stored`, () => farSide.stored.length >= count);

  /** Where the app that shows the form posts to, on this machine: what stands in front of PUBLIC_URL is not part of the test. */
  async function addressShown(command: string): Promise<string> {
    await say(command);
    await stored(1);
    const { interactiveData } = farSide.stored[0].data as { interactiveData: { submitElement: { action: { url: string } } } };
    const { url } = interactiveData.submitElement.action;
    expect(url).toMatch(/^https:\/\/bots\.example\.com\/forms\/[\w.-]+$/);
    return url.replace('https://bots.example.com', webhook.url);
  }

  const submit = (url: string, body: unknown) => post(url, body, { authorization: '', origin: 'https://app.example.com' });

  it('reaches its handler with what was filled in, once, and in the order of the conversation', async () => {
    const url = await addressShown('/feedback');
    const filledIn = { CometChatData: { stars: '3', topics: ['news', 'offers'] } };
    const [first, second] = [await submit(url, filledIn), await submit(url, { CometChatData: { stars: '1' } })];
    expect([first.status, await first.json(), second.status, await second.json()]).toEqual([200, { status: 'accepted' }, 200, { status: 'duplicate' }]);
    await stored(2);
    await say('and now?');
    await stored(3);
    expect(farSide.texts('alice')).toEqual(['How was it?', 'alice gave 3 for news,offers', 'said']);
  });

  it('can be submitted from a page of any origin, after a preflight', async () => {
    const url = await addressShown('/feedback');
    const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' } });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({ 'access-control-allow-origin': '*', 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type' });
    const submitted = await submit(url, { stars: '3' });
    expect([submitted.status, submitted.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  });

  it('that has changed is refused in the conversation, where its user reads it', async () => {
    const url = await addressShown('/old');
    expect((await submit(url, { stars: '3' })).status).toBe(200);
    await stored(2);
    expect(farSide.texts()).toEqual(['Was it good?', '"How was it?" has changed since you got it. Please ask for it again.']);
  });

  it('is refused where its address or its values are not right, and can be submitted afterwards', async () => {
    const url = await addressShown('/feedback');
    const [content, signature] = new URL(url).pathname.slice('/forms/'.length).split('.');
    const claims = JSON.parse(Buffer.from(content, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, sender: 'mallory' })).toString('base64url');
    const MARK = 'SECRET-TEXT';
    for (const [address, body, status, error] of [
      [`${webhook.url}/forms/${forged}.${signature}`, { stars: '3' }, 404, 'unknown_form'],
      [`${webhook.url}/forms/${MARK}`, { stars: '3' }, 404, 'unknown_form'],
      [url, { stars: MARK }, 422, 'invalid_values'],
      [url, [MARK], 400, 'invalid_json'],
      [url, `{"stars":"${MARK}"`, 400, 'invalid_json'],
      [url, { CometChatData: MARK }, 400, 'bad_submission'],
      [`${webhook.url}/forms/${'x'.repeat(3_000)}`, { stars: '3' }, 414, 'uri_too_long'],
    ] as const) {
      const response = await submit(address, body);
      const text = await response.text();
      expect([response.status, (JSON.parse(text) as { error: string }).error]).toEqual([status, error]);
      expect(text).not.toContain(MARK);
    }
    const asText = await fetch(url, { method: 'POST', body: 'stars=3', headers: { 'content-type': 'text/plain' } });
    expect([asText.status, asText.headers.get('access-control-allow-origin')]).toEqual([415, '*']);
    expect((await fetch(url)).status).toBe(405);
    expect(webhook.logged.join('\n')).not.toMatch(new RegExp(`${MARK}|${content}`));
    expect((await submit(url, { stars: '3' })).status).toBe(200);
  });

  it('is its text where there is no PUBLIC_URL', async () => {
    await worker.close();
    worker = await startWorker(aConfig(redisUrl, farSide.url), [new FormBot()]);
    await say('/feedback');
    await stored(1);
    expect(farSide.stored).toMatchObject([{ category: 'message', text: 'How was it?' }]);
    expect(farSide.stored[0].data).not.toHaveProperty('interactiveData');
  });
});
