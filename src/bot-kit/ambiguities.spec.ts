import { describe, expect, it } from '@jest/globals';
import { Bot, compileBot, OnAction, OnCommand, OnCustom, OnMedia, OnMention, OnMessage, OnStep, OnText } from './index.js';

describe('a bot whose handlers are unclear does not start', () => {
  it('names the class, both methods and the fix, for every kind at once', () => {
    @Bot('twice_bot')
    class TwiceBot {
      @OnCommand('help') a() { return ''; }
      @OnCommand('/HELP') b() { return ''; }
      @OnStep('ask') c() { return ''; }
      @OnStep('ask_it', { formerly: ['ask'] }) d() { return ''; }
      @OnAction('ok') e() { return ''; }
      @OnAction('ok') f() { return ''; }
      @OnMention() g() { return ''; }
      @OnMention() h() { return ''; }
      @OnMedia('image') i() { return ''; }
      @OnMedia() j() { return ''; }
      @OnCustom() k() { return ''; }
      @OnCustom() l() { return ''; }
      @OnText(/x/i) m() { return ''; }
      @OnText(/x/gi) n() { return ''; }
      @OnMessage() o() { return ''; }
      @OnMessage() p() { return ''; }
    }
    const message = () => compileBot(new TwiceBot());
    expect(message).toThrow('TwiceBot: a() and b() both handle the command /help, so b() would never run. Rename or remove one of them.');
    expect(message).toThrow('c() and d() both handle the step "ask"');
    expect(message).toThrow('e() and f() both handle the action "ok"');
    expect(message).toThrow('g() and h() both handle every mention');
    expect(message).toThrow('i() and j() both handle messages of type image, so j() would never run. Name in @OnMedia(…) what each of them takes.');
    expect(message).toThrow('k() and l() both handle every custom message');
    expect(message).toThrow('m() and n() both handle the pattern /x/i');
    expect(message).toThrow('o() and p() both handle whatever is left (@OnMessage)');
  });

  it('refuses what nobody could write, and what hides the rest', () => {
    @Bot('odd_bot')
    class OddBot {
      @OnCommand('two words') a() { return ''; }
      @OnText('') b() { return ''; }
      @OnText([]) c() { return ''; }
      @OnText(/[^]*/) d() { return ''; }
      @OnText('hello') e() { return ''; }
    }
    const message = () => compileBot(new OddBot());
    expect(message).toThrow('OddBot.a(): nobody could write the command "/two words"');
    expect(message).toThrow('OddBot.b(): an empty pattern');
    expect(message).toThrow('OddBot.c(): an empty pattern');
    expect(message).toThrow('OddBot: d() has a pattern that matches every text, so e() would never run.');
  });

  it('refuses groups that no pattern of the handler has', () => {
    @Bot('group_bot')
    class GroupBot {
      @OnText(/order (?<number>\d)(?<state>\w)/i, 'nmber') a() { return ''; }
      @OnText('order', 'number') b() { return ''; }
      @OnText([/x (?<one>.)/u, /y (?<two>.)/], 'one', 'two') fine() { return ''; }
    }
    const message = () => compileBot(new GroupBot());
    expect(message).toThrow('GroupBot.a(): the pattern /order (?<number>\\d)(?<state>\\w)/i has no group "nmber". It has "number", "state": name one of those, or leave the name out.');
    expect(message).toThrow('GroupBot.b(): the pattern /^\\s*order\\s*$/iu has no group "number". Write (?<number>…) in it, or leave the name out.');
    expect(message).not.toThrow('fine()');
  });

  it('refuses texts that a pattern above them takes', () => {
    @Bot('hiding_bot')
    class HidingBot {
      @OnText(/order/i) a() { return ''; }
      @OnText(['my (order)', 'hello']) b() { return ''; }
      @OnText('Hello you') fine() { return ''; }
      @OnText(/you/) alsoFine() { return ''; }
      @OnText('you all') stillFine() { return ''; }
    }
    const problems = () => compileBot(new HidingBot());
    expect(problems).toThrow(/^HidingBot: a\(\) takes "my \(order\)" by \/order\/i, so b\(\) would never get it\. Put b\(\) above a\(\)\.$/);
  });

  it('refuses handlers that no message would reach', () => {
    @Bot('lost_bot')
    class LostBot {
      // @ts-expect-error nor does it compile
      @OnCommand('a') static a() { return ''; }
      @OnCommand('b') get b() { return () => ''; }
      @OnMessage() fine() { return ''; }
    }
    const message = () => compileBot(new LostBot());
    expect(message).toThrow('LostBot.a() is static, so no message would reach it. Remove "static".');
    expect(message).toThrow('LostBot.b is a getter, so no message would reach it. Make it a method.');
  });

  it('lets one method have several triggers, and different ones be alike', () => {
    @Bot('fine_bot')
    class FineBot {
      @OnCommand('hi') @OnText('hi') @OnMention() hello() { return 'hi'; }
      @OnMedia('image') @OnMedia('video') seen() { return 'seen'; }
      @OnText(/hi/) other() { return 'other'; }
      @OnText(/.*/) all() { return 'all'; }
    }
    expect(() => compileBot(new FineBot())).not.toThrow();
  });
});
