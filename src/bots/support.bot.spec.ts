import { describe, expect, it } from '@jest/globals';
import { chatWith, text } from '../bot-kit/index.js';
import { OrdersService } from './orders.service.js';
import { SupportBot } from './support.bot.js';

describe('SupportBot', () => {
  const alice = chatWith(new SupportBot(new OrdersService()));

  it('finds an order', async () => {
    expect(await alice.say('where is order 712?')).toEqual(['Order 712 is packed.']);
    expect(await alice.say('Order 9')).toEqual(['I cannot find that order.']);
  });

  it('says what it can do', async () => {
    expect(await alice.command('help')).toEqual([expect.stringContaining('order 712')]);
  });

  it('offers help when it does not understand', async () => {
    expect(await alice.say('blah')).toEqual([text('Sorry?', { quickReplies: ['/help'] })]);
  });

  it('takes a complaint, question by question', async () => {
    expect(await alice.command('complain')).toEqual(['Which order is it about?']);
    expect(await alice.say('9')).toEqual([expect.stringContaining('I cannot find that order.')]);
    expect(await alice.say('712')).toEqual(['And what is wrong with order 712?']);
    expect(await alice.say('It is empty.')).toEqual(['Thank you, noted about order 712: It is empty.']);
    expect(await alice.say('It is empty.')).toEqual([text('Sorry?', { quickReplies: ['/help'] })]);
  });

  it('hears a group only when it is called', async () => {
    const group = alice.inGroup();
    expect(await group.say('order 712')).toEqual([]);
    expect(await group.mention('order 712')).toEqual(['Order 712 is packed.']);
  });
});
