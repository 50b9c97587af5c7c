import { describe, expect, it } from '@jest/globals';
import { Bot, BotDefinitionError, compileBot, OnText, refuseUnsafePatterns } from './index.js';

describe('refuseUnsafePatterns', () => {
  it('names the bot, the method and the pattern that can be made to run for ages', async () => {
    @Bot('slow_bot')
    class SlowBot {
      @OnText(/^(a+)+$/) slow() { return 'done'; }
      @OnText([/order (?<number>\d{1,12})/i, 'hello']) fine() { return 'done'; }
    }
    const refused = refuseUnsafePatterns([compileBot(new SlowBot())]);
    await expect(refused).rejects.toThrow(BotDefinitionError);
    await expect(refused).rejects.toThrow(/^SlowBot\.slow\(\): the pattern \/\^\(a\+\)\+\$\/ can be made to run for ages, for instance by 'a'/);
    await expect(refused).rejects.not.toThrow('fine()');
  }, 30_000);

  it('lets the sample bots start', async () => {
    const { SupportBot } = await import('../bots/support.bot.js');
    const { OrdersService } = await import('../bots/orders.service.js');
    await refuseUnsafePatterns([compileBot(new SupportBot(new OrdersService()))]);
  }, 30_000);
});
