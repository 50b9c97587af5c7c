import { Injectable } from '@nestjs/common';
import type { Budgets, DailyTokens, Spender, Usage } from '../bot-kit/index.js';
import { Journal } from './journal.js';
import { PREFIX } from './keys.js';
import { RedisClients } from './redis.clients.js';
import { Script } from './scripts.js';

const spendScript = new Script<number>('spend');

/** What language models may still be used for today, one account for all replicas. */
@Injectable()
export class RedisBudgets implements Budgets {
  constructor(
    private readonly clients: RedisClients,
    private readonly journal: Journal,
  ) {}

  async reserve({ bot, user }: Spender, tokens: number, { perUser, perBot }: DailyTokens): Promise<boolean> {
    return (await this.spend(bot, [user, tokens, perUser, perBot])) === 1;
  }

  async settle({ bot, user }: Spender, reserved: number, used?: Usage): Promise<void> {
    if (used) this.journal.emit('modelUsed', { bot, ...used });
    const tokens = used ? used.promptTokens + used.completionTokens : 0;
    await this.spend(bot, [user, tokens - reserved, '', '']);
  }

  private spend(bot: string, args: (string | number)[]): Promise<number> {
    return spendScript.run(this.clients.patient, [`${PREFIX}:budget:${bot}`], args);
  }
}
