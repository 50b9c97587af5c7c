import { describe, expect, it } from '@jest/globals';
import { Bot, BotDefinitionError, botOptionsOf, chatWith, CommandContext, compileBot, compileBots, type IncomingMessage, MediaContext, MentionContext, MessageContext, OnCommand, OnCustom, OnMedia, OnMention, OnMessage, OnText, type PlainBot, TextContext, UserError } from './index.js';

@Bot({ uid: 'all_bot', groupChatSetting: 'allMessages' })
class AllBot {
  @OnMessage()
  rest() { return 'rest'; }

  @OnCustom()
  anyCustom({ type }: MessageContext & { type: string }) { return `custom ${type}`; }

  @OnCustom('location')
  location() { return 'location'; }

  @OnMedia('image')
  image({ attachments }: MediaContext) { return `image ${attachments[0].name}`; }

  @OnMention()
  mentioned({ text }: MentionContext) { return `mention ${text}`; }

  @OnText([/(?<what>fruit|cake)/gi, 'exactly this'], 'what')
  pattern({ groups, match }: TextContext<'what'>) { return `pattern ${groups.what || match[0]}`; }

  @OnText(/cake/)
  never() { return 'never'; }

  @OnCommand('Add', 'Adds up')
  @OnCommand('sum')
  add({ args, command }: CommandContext) { return `${command} ${args.join('|')}`; }

  @OnCommand('fail')
  fail() { throw new UserError('Not today.'); }

  @OnCommand('break')
  break() { throw new Error('broken'); }

  @OnCommand('odd')
  odd() { return { text: 'no kind' } as unknown as string; }
}

describe('a compiled bot', () => {
  const ann = chatWith(new AllBot()).inGroup();

  it.each([
    ['/add 1 "two words" \'it\\\'s\'', "add 1|two words|it's"],
    ['/SUM “smart quotes” x', 'sum smart quotes|x'],
    ['<@uid:all_bot> /add 1', 'add 1'],
    ['/addition', 'rest'],
    ['a Fruit <@uid:all_bot>', 'pattern Fruit'],
    ['  EXACTLY this ', 'pattern   EXACTLY this '],
    ['<@uid:all_bot>, how are you?', 'mention how are you?'],
    ['anything', 'rest'],
  ])('answers %j with %j, wherever the handler stands', async (said, answer) => {
    expect(await ann.say(said)).toEqual([answer]);
    expect(await ann.say(said)).toEqual([answer]);
  });

  it('takes media and custom messages by their kind', async () => {
    expect(await ann.sendImage('https://example.com/cat.png', 'fruit')).toEqual(['image cat.png']);
    expect(await ann.sendCustom('location', { latitude: 1 })).toEqual(['location']);
    expect(await ann.sendCustom('poll', { question: 'why' })).toEqual(['custom poll']);
  });

  it('says a UserError to the user, and lets any other error through', async () => {
    expect(await ann.command('fail')).toEqual(['Not today.']);
    await expect(ann.command('break')).rejects.toThrow('broken');
  });

  it('names the handler that returned something odd', async () => {
    await expect(ann.command('odd')).rejects.toThrow('AllBot.odd() returned an object (text). Return a string');
  });

  it('is frozen, all the way down', () => {
    const thawed = (value: unknown, path: string): string[] => {
      if (typeof value !== 'object' || value === null || value instanceof RegExp) return [];
      return [...(Object.isFrozen(value) ? [] : [path]), ...Object.entries(value).flatMap(([name, part]) => thawed(part, `${path}.${name}`))];
    };
    expect(thawed(compileBot(new AllBot()), 'bot')).toEqual([]);
  });

  it('may be plain', async () => {
    @Bot('length_bot')
    class LengthBot implements PlainBot {
      handle(message: IncomingMessage, { text }: MessageContext) { return `${message.id}: ${text.length}`; }
    }
    expect(await chatWith(new LengthBot()).say('four')).toEqual(['1: 4']);
  });

  it('inherits handlers, and an overridden one counts only if it is decorated again', async () => {
    @Bot('child_bot')
    class ChildBot extends AllBot {
      override rest() { return 'not decorated'; }
    }
    expect(await chatWith(new ChildBot()).say('cake')).toEqual(['pattern cake']);
    expect(await chatWith(new ChildBot()).say('anything')).toEqual([]);
  });
});

describe('a bot that cannot be', () => {
  const problemsOf = (make: () => unknown) => {
    try { make(); } catch (error) { if (error instanceof BotDefinitionError) return error.message; throw error; }
    throw new Error('It started.');
  };

  it('has no @Bot', () => {
    class Forgotten {}
    expect(problemsOf(() => botOptionsOf(Forgotten))).toBe("Forgotten is no bot yet. Write @Bot('its_uid') above the class.");
  });

  it.each(['Support Bot', '', 'x'.repeat(51), 'bot:1'])('has the uid %j', (uid) => {
    @Bot(uid)
    class Named { @OnMessage() hi() { return 'hi'; } }
    expect(problemsOf(() => compileBot(new Named()))).toMatch(/^Named: the uid ".*" cannot be used: .* Write "[a-z0-9_-]{1,50}"\.$/);
  });

  it('answers nothing', () => {
    @Bot('mute_bot')
    class MuteBot { hello() { return 'hi'; } }
    expect(problemsOf(() => compileBot(new MuteBot()))).toContain('MuteBot answers nothing. Put @OnMessage()');
  });

  it('has handle() beside decorated handlers', () => {
    @Bot('double_bot')
    class DoubleBot { @OnMention() called() { return 'x'; } handle() { return 'y'; } }
    expect(problemsOf(() => compileBot(new DoubleBot()))).toContain('DoubleBot has handle() beside called()');
  });

  it('shares a uid with another, and every problem of every bot is told at once', () => {
    @Bot('one_bot') class OneBot { @OnMessage() hi() { return 'hi'; } }
    @Bot({ uid: 'two_bot', aliases: ['one_bot'] }) class TwoBot { @OnMessage() hi() { return 'hi'; } }
    @Bot('three_bot') class ThreeBot {}
    const problems = problemsOf(() => compileBots([new OneBot(), new TwoBot(), new ThreeBot()]));
    expect(problems).toContain('OneBot and TwoBot both answer to "one_bot"');
    expect(problems).toContain('ThreeBot answers nothing');
  });
});
