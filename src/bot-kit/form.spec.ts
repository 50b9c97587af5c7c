import { describe, expect, it } from '@jest/globals';
import { Bot, chatWith, checkbox, checkSubmission, compileBot, dropdown, form, FormContext, type JsonValue, OnCommand, OnForm, OnMessage, scheduler, showForm, singleSelect, textInput } from './index.js';
import { signFormToken } from './form-token.js';

const HOUR = 60 * 60 * 1000;

const feedback = form('feedback', {
  title: 'How was it?',
  fields: {
    stars: singleSelect('Stars', ['1', '2', '3']),
    country: dropdown('Country', { in: 'India', de: 'Germany' }, { optional: true }),
    topics: checkbox('Topics', ['news', 'offers']),
    comment: textInput('Comment', { optional: true, maxLines: 3 }),
  },
});
const visit = scheduler('visit', { title: 'Visit', duration: 30, timezoneCode: 'Europe/Berlin', availability: { monday: [{ from: '0900', to: '1700' }] }, dateRangeStart: '2026-12-01', dateRangeEnd: '2026-12-31' });

class Booking {
  @OnForm(visit) booked({ values }: FormContext<typeof visit>) { return `Booked ${JSON.stringify(values)}`; }
}

@Bot({ uid: 'form_bot' })
class FormBot extends Booking {
  @OnCommand('feedback') show() { return showForm(feedback, 'How was it?'); }
  @OnCommand('visit') book() { return showForm(visit, 'When will you come?'); }
  @OnForm(feedback) thanks({ values, sender }: FormContext<typeof feedback>) { return `${sender.uid}: ${JSON.stringify(values)}`; }
  @OnMessage() rest() { return 'A submission must not come here.'; }
}

describe('a form', () => {
  it('is shown with an address of ours, and without any key', async () => {
    const [shown] = await chatWith(new FormBot()).command('feedback');
    expect(shown).toMatchObject({
      kind: 'interactive', type: 'form', text: 'How was it?',
      interactiveData: {
        title: 'How was it?',
        formFields: [
          { elementType: 'singleSelect', elementId: 'stars', label: 'Stars', optional: false, options: [{ value: '1', label: '1' }, { value: '2', label: '2' }, { value: '3', label: '3' }] },
          { elementType: 'dropdown', elementId: 'country', optional: true, options: [{ value: 'in', label: 'India' }, { value: 'de', label: 'Germany' }] },
          { elementType: 'checkbox', elementId: 'topics', optional: true },
          { elementType: 'textInput', elementId: 'comment', optional: true, maxLines: 3 },
        ],
        submitElement: { elementType: 'button', elementId: 'submit', action: { actionType: 'apiAction', method: 'POST', dataKey: 'CometChatData', headers: { 'Content-Type': 'application/json' } } },
      },
    });
    expect(shown).not.toHaveProperty('submitsTo');
  });

  it('comes back with typed values to whom it was shown, in a 1:1 chat and in a group', async () => {
    const alice = chatWith(new FormBot());
    const [shown] = await alice.command('feedback');
    expect(await alice.submit(shown, { stars: '2', topics: 'news', comment: '', more: 'x' })).toEqual(['alice: {"stars":"2","topics":["news"]}']);
    const group = alice.inGroup();
    const [inGroup] = await group.mention('/feedback');
    expect(await group.submit(inGroup, { stars: '3' })).toEqual(['alice: {"stars":"3","topics":[]}']);
  });

  it('takes only values that it offers', async () => {
    const alice = chatWith(new FormBot());
    const [shown] = await alice.command('feedback');
    await expect(alice.submit(shown, {})).rejects.toThrow('"Stars" is missing.');
    await expect(alice.submit(shown, { stars: '9', country: 'fr', topics: ['news', 'spam'] })).rejects.toThrow(
      '"Stars" has a value that the form does not offer. "Country" has a value that the form does not offer. "Topics" has a value that the form does not offer.',
    );
    expect(await alice.submit(shown, { stars: '1' })).toHaveLength(1);
  });

  it('expires', async () => {
    const alice = chatWith(new FormBot());
    const [shown] = await alice.command('feedback');
    alice.clock.advance(24 * HOUR);
    await expect(alice.submit(shown, { stars: '1' })).rejects.toThrow('This form has expired.');
  });

  it('books a time', async () => {
    const alice = chatWith(new FormBot());
    const [shown] = await alice.command('visit');
    expect(shown).toMatchObject({ type: 'scheduler', interactiveData: { duration: 30, scheduleElement: { action: { actionType: 'apiAction' } } } });
    expect(await alice.submit(shown, { startsAt: '2026-12-07T10:00' })).toEqual(['Booked {"startsAt":"2026-12-07T10:00"}']);
  });

  it('is its text where there is no address for it', async () => {
    const message = { id: '1', appId: 'a', bot: 'form_bot', sender: 'ann', receiver: 'form_bot', receiverType: 'user' as const, category: 'message', type: 'text', tags: [], data: { text: '/feedback' } };
    const { replies } = await compileBot(new FormBot()).run({ message, memory: {}, signal: new AbortController().signal, attempt: 1 });
    expect(replies).toEqual([{ kind: 'text', text: 'How was it?' }]);
  });
});

describe('checkSubmission', () => {
  const rules = { bots: [FormBot], appId: 'app', secret: 'the secret', now: 1_000 };
  const claims = { id: 'form_bot-7-0', bot: 'form_bot', form: 'feedback', version: feedback.version, sender: 'ann', receiver: 'ann', receiverType: 'user' as const, until: 2_000 };
  const token = signFormToken(claims, rules.secret);

  it('makes a message, the same for the same form', () => {
    const checked = checkSubmission(token, { CometChatData: { stars: '1', more: 'x' } }, rules);
    expect(checked).toEqual({ message: expect.objectContaining({ appId: 'app', bot: 'form_bot', sender: 'ann', receiver: 'form_bot', category: 'halley_form', type: 'feedback', data: { version: feedback.version, values: { stars: '1', topics: [] } } }) });
    expect(checkSubmission(token, { stars: '2' }, rules)).toMatchObject({ message: { id: 'message' in checked && checked.message.id } });
  });

  it.each([
    ['no token', '', { stars: '1' }, 404],
    ['another secret', signFormToken(claims, 'another secret'), { stars: '1' }, 404],
    ['changed claims', `${Buffer.from(JSON.stringify({ ...claims, sender: 'eve' })).toString('base64url')}.${token.split('.')[1]}`, { stars: '1' }, 404],
    ['something behind it', `${token}.x`, { stars: '1' }, 404],
    ['a bot that is gone', signFormToken({ ...claims, bot: 'gone_bot' }, rules.secret), { stars: '1' }, 404],
    ['a time that is over', signFormToken({ ...claims, until: 1_000 }, rules.secret), { stars: '1' }, 410],
    ['a list', token, ['1'], 400],
    ['a prototype', token, JSON.parse('{"CometChatData": 7}') as JsonValue, 400],
    ['values that do not fit', token, JSON.parse('{"__proto__": {"stars": "1"}}') as JsonValue, 422],
  ])('refuses %s', (_, given, body: JsonValue, status) => {
    expect(checkSubmission(given, body, rules)).toMatchObject({ status });
  });

  it('leaves it to the bot to refuse a form that has changed, or is gone', async () => {
    const changed = checkSubmission(signFormToken({ ...claims, version: 'old' }, rules.secret), { anything: '1' }, rules);
    const gone = checkSubmission(signFormToken({ ...claims, form: 'gone' }, rules.secret), { anything: '1' }, rules);
    const bot = compileBot(new FormBot());
    const said = await Promise.all([changed, gone].map(async (checked) => {
      if (!('message' in checked)) throw new Error('refused');
      return (await bot.run({ message: checked.message, memory: {}, signal: new AbortController().signal, attempt: 1 })).replies;
    }));
    expect(said).toEqual([
      [{ kind: 'text', text: '"How was it?" has changed since you got it. Please ask for it again.' }],
      [{ kind: 'text', text: 'This form is no longer in use.' }],
    ]);
  });
});

describe('a definition', () => {
  it('is refused when CometChat would not take it', () => {
    expect(() => form('empty', { title: 'x', fields: {} })).toThrow('The form "empty" has no fields.');
    expect(() => scheduler('s', { ...visit.json, title: 'x', duration: 1, timezoneCode: 'x', availability: { monday: [{ from: '9:00', to: '1700' }] }, dateRangeStart: '2026-12-01', dateRangeEnd: '2026-12-02' })).toThrow('the hour "9:00". Write it like 0930.');
  });

  it('has another version when it changes', () => {
    const again = form('feedback', { title: 'How was it today?', fields: feedback.fields });
    expect(again.version).not.toBe(feedback.version);
  });
});
