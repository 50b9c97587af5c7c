import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Budgets, DailyTokens, Reservation, Spender, Usage } from '../bot-kit/index.js';
import { Journal } from './journal.js';
import { PREFIX } from './keys.js';
import { RedisClients } from './redis.clients.js';
import { Script } from './scripts.js';

const reserveScript = new Script<number>('reserve');
const settleScript = new Script<number>('settle');

/** What language models may still be used for today, one account for all replicas. */
@Injectable()
export class RedisBudgets implements Budgets {
  constructor(
    private readonly clients: RedisClients,
    private readonly journal: Journal,
  ) {}

  async reserve({ bot, user }: Spender, tokens: number, { perUser, perBot }: DailyTokens): Promise<Reservation | undefined> {
    const id = randomUUID();
    const isGiven = await reserveScript.run(this.clients.patient, [accountOf(bot)], [id, user, String(tokens), String(perUser), String(perBot)]);
    return isGiven === 1 ? { id, bot, user } : undefined;
  }

  async settle({ id, bot, user }: Reservation, used?: Usage): Promise<void> {
    if (used) this.journal.emit('modelUsed', { bot, ...used });
    const tokens = used ? used.promptTokens + used.completionTokens : 0;
    await settleScript.run(this.clients.patient, [accountOf(bot)], [id, user, String(tokens)]);
  }
}

function accountOf(bot: string): string {
  return `${PREFIX}:budget:${bot}`;
}
