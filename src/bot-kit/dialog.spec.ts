import { describe, expect, it } from '@jest/globals';
import { Bot, chatWith, compileBot, MessageContext, OnAction, OnCommand, OnMessage, OnStep, OnText, StepContext, text, UserError, form, showForm, textInput } from './index.js';

const HOUR = 60 * 60 * 1000;

interface SignUp {
  email?: string;
  visits: number;
}

@Bot({ uid: 'sign_up_bot', groupChatSetting: 'allMessages', session: { initial: (): SignUp => ({ visits: 0 }), ttlMs: 24 * HOUR } })
class SignUpBot {
  @OnCommand('start', 'Begins')
  start({ next }: MessageContext<SignUp>) { return next('ask_email', 'Your e-mail?'); }

  @OnCommand('typo')
  typo({ next }: MessageContext<SignUp>) { return next('ask_emial', 'Your e-mail?'); }

  @OnStep('ask_email', { formerly: ['email'] })
  email({ text: email, session, next }: StepContext<SignUp>) {
    session.email = email;
    if (!email.includes('@')) throw new UserError('That is no e-mail. Once more?');
    return next('ask_name', 'Your name?', { timeoutMs: 10_000 });
  }

  @OnStep('ask_name')
  name({ text: name, session }: StepContext<SignUp>) { return `Welcome ${name} (${session.email}).`; }

  @OnText(/ann/)
  pattern() { return 'A pattern must not take an answer.'; }

  @OnText('crash')
  crash({ session }: MessageContext<SignUp>) { session.visits = 99; throw new Error('crash'); }

  @OnMessage()
  rest({ session }: MessageContext<SignUp>) { return `visit ${++session.visits}`; }
}

describe('a dialog', () => {
  it('asks one question after the other', async () => {
    const ann = chatWith(new SignUpBot());
    expect(await ann.command('start')).toEqual(['Your e-mail?']);
    expect(await ann.say('ann@example.com')).toEqual(['Your name?']);
    expect(await ann.say('ann')).toEqual(['Welcome ann (ann@example.com).']);
    expect(await ann.say('ann')).toEqual(['A pattern must not take an answer.']);
  });

  it('keeps a question open after a UserError, and nothing of the failed run', async () => {
    const ann = chatWith(new SignUpBot());
    await ann.command('start');
    expect(await ann.say('nonsense')).toEqual(['That is no e-mail. Once more?']);
    expect(ann.session).toBeUndefined();
    expect(await ann.say('ann@example.com')).toEqual(['Your name?']);
  });

  it('lets a command in between, and goes on', async () => {
    const ann = chatWith(new SignUpBot());
    await ann.command('start');
    expect(await ann.command('help')).toEqual(['/start: Begins\n/typo\n/help: Shows this list']);
    expect(await ann.say('ann@example.com')).toEqual(['Your name?']);
  });

  it.each(['cancel', ' Cancel ', '/cancel'])('ends with %j', async (word) => {
    const ann = chatWith(new SignUpBot());
    await ann.command('start');
    expect(await ann.say(word)).toEqual(['Cancelled.']);
    expect(await ann.say('hello')).toEqual(['visit 1']);
    expect(await ann.say('cancel')).toEqual(['visit 2']);
  });

  it('does not wait for ever', async () => {
    const ann = chatWith(new SignUpBot());
    await ann.command('start');
    ann.clock.advance(HOUR - 1);
    expect(await ann.say('ann@example.com')).toEqual(['Your name?']);
    ann.clock.advance(10_001);
    expect(await ann.say('too late')).toEqual(['visit 1']);
  });

  it('is one person\'s own in a group', async () => {
    const ann = chatWith(new SignUpBot()).as('ann').inGroup();
    const bob = ann.as('bob');
    await ann.command('start');
    expect(await bob.say('hello')).toEqual(['visit 1']);
    expect(await ann.say('ann@example.com')).toEqual(['Your name?']);
    expect(bob.session).toEqual({ visits: 1 });
    expect(ann.session).toEqual({ visits: 0, email: 'ann@example.com' });
  });

  it('names the steps there are when one is asked for that is not', async () => {
    await expect(chatWith(new SignUpBot()).command('typo')).rejects.toThrow("SignUpBot has no @OnStep('ask_emial'). It has ask_email, ask_name.");
  });

  it('survives a restart, and a deployment that renamed its step', async () => {
    const bot = compileBot(new SignUpBot());
    const person = { dialog: { step: 'email', until: Date.now() + HOUR } };
    const message = { id: '1', appId: 'a', bot: 'sign_up_bot', sender: 'ann', receiver: 'sign_up_bot', receiverType: 'user' as const, category: 'message', type: 'text', tags: [], data: { text: 'ann@example.com' } };
    const outcome = await bot.run({ message, memory: { person }, signal: new AbortController().signal, attempt: 1 });
    expect(outcome.replies).toEqual([{ kind: 'text', text: 'Your name?' }]);
  });
});

describe('a session', () => {
  it('is kept with the replies, and forgotten when its time is over', async () => {
    const ann = chatWith(new SignUpBot());
    expect([await ann.say('x'), await ann.say('x')]).toEqual([['visit 1'], ['visit 2']]);
    ann.clock.advance(24 * HOUR - 1);
    expect(await ann.say('x')).toEqual(['visit 3']);
    ann.clock.advance(24 * HOUR);
    expect(await ann.say('x')).toEqual(['visit 1']);
  });

  it('keeps nothing of a run that failed', async () => {
    const ann = chatWith(new SignUpBot());
    await ann.say('x');
    await expect(ann.say('crash')).rejects.toThrow('crash');
    expect(ann.session).toEqual({ visits: 1 });
  });

  it('is brought to today\'s shape, or starts over', async () => {
    const stored = { session: { version: 1, value: { n: 3 }, until: Date.now() + HOUR } };
    @Bot({ uid: 'new_bot', session: { version: 2, initial: () => ({ count: 0 }), migrate: (old, version) => ({ count: (old as { n: number }).n + 100 * version }) } })
    class NewBot { @OnMessage() hi({ session }: MessageContext<{ count: number }>) { return String(session.count); } }
    @Bot({ uid: 'newer_bot', session: { version: 2, initial: () => ({ count: 0 }) } })
    class NewerBot { @OnMessage() hi({ session }: MessageContext<{ count: number }>) { return String(session.count); } }
    const message = { id: '1', appId: 'a', bot: 'x', sender: 'ann', receiver: 'x', receiverType: 'user' as const, category: 'message', type: 'text', tags: [], data: { text: 'x' } };
    const run = { message, memory: { person: stored }, signal: new AbortController().signal, attempt: 1 };
    expect((await compileBot(new NewBot()).run(run)).replies).toEqual([{ kind: 'text', text: '103' }]);
    expect((await compileBot(new NewerBot()).run(run)).replies).toEqual([{ kind: 'text', text: '0' }]);
  });
});

describe('an action', () => {
  @Bot({ uid: 'shop_bot', groupChatSetting: 'allMessages' })
  class ShopBot {
    @OnText('order')
    order() { return text('Ship it?', { quickReplies: [{ id: 'ship', label: 'Yes, ship it' }, 'no'] }); }
    @OnAction('ship')
    ship({ action }: MessageContext & { action: string }) { return `${action}: done`; }
    @OnMessage()
    rest({ text: said }: MessageContext) { return `rest ${said}`; }
  }

  it('comes back under its id, from anyone in the conversation, for a day', async () => {
    const ann = chatWith(new ShopBot()).inGroup();
    expect(await ann.say('Yes, ship it')).toEqual(['rest Yes, ship it']);
    expect(await ann.say('order')).toEqual([{ kind: 'text', text: 'Ship it?', quickReplies: ['Yes, ship it', 'no'] }]);
    expect(await ann.as('bob').tap('Yes, ship it')).toEqual(['ship: done']);
    expect(await ann.tap('no')).toEqual(['rest no']);
    ann.clock.advance(25 * HOUR);
    expect(await ann.tap('Yes, ship it')).toEqual(['rest Yes, ship it']);
  });

  it('that was not offered cannot be tapped, and one that nobody hears cannot be offered', async () => {
    @Bot('deaf_bot')
    class DeafBot {
      @OnCommand('buy') buy() { return text('Ship it?', { quickReplies: [{ id: 'shp', label: 'Yes' }] }); }
      @OnCommand('form') form() { return showForm(form('poll', { title: 'Poll', fields: { name: textInput('Name') } }), 'x'); }
      @OnAction('ship') ship() { return 'done'; }
    }
    const ann = chatWith(new ShopBot());
    await ann.say('order');
    await expect(ann.tap('Yes')).rejects.toThrow('There is no "Yes" to tap. The bot offered Yes, ship it, no.');
    await expect(ann.inGroup().tap('no')).rejects.toThrow('The bot offered nothing.');
    const deaf = chatWith(new DeafBot());
    await expect(deaf.command('buy')).rejects.toThrow(`DeafBot offers the action "shp" and has no @OnAction('shp').`);
    await expect(deaf.command('form')).rejects.toThrow('DeafBot shows the form "poll" and has no @OnForm for it.');
  });
});
