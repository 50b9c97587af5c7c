/**
 * Who spends: a user with a bot.
 *
 * @example
 * const spender: Spender = { bot: 'assistant_bot', user: 'alice' };
 */
export interface Spender {
  bot: string;
  user: string;
}

/**
 * How many tokens may be spent a day: by one user with one bot, and by the bot with all users.
 *
 * @example
 * const limits: DailyTokens = { perUser: 100_000, perBot: 5_000_000 };
 */
export interface DailyTokens {
  perUser: number;
  perBot: number;
}

/**
 * What one call of a language model came to.
 *
 * @example
 * { model: 'llama3', promptTokens: 812, completionTokens: 40, ms: 950 }
 */
export interface Usage {
  model: string;
  promptTokens: number;
  completionTokens: number;
  ms: number;
}

/**
 * How much of a language model may still be used today (UTC). What a call may cost is taken before it, and what it did
 * cost is settled after it, so that conversations that run at once cannot overspend.
 *
 * @example
 * if (!(await budgets.reserve(spender, 900, limits))) throw new UserError('Tomorrow again.');
 * await budgets.settle(spender, 900, usage);
 */
export abstract class Budgets {
  /** Takes so many tokens, or nothing: false if not that many are left for the user or the bot. */
  abstract reserve(spender: Spender, tokens: number, limits: DailyTokens): Promise<boolean>;
  /** Corrects what was reserved; without `used` the call came to nothing, and all of it is given back. */
  abstract settle(spender: Spender, reserved: number, used?: Usage): Promise<void>;
}

/**
 * Budgets of one process, for tests and for where nothing else is bound.
 *
 * @example
 * const budgets = new MemoryBudgets(() => clock.now);
 */
export class MemoryBudgets extends Budgets {
  readonly used: (Spender & Usage)[] = [];
  private day = '';
  private spent = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {
    super();
  }

  override reserve({ bot, user }: Spender, tokens: number, { perUser, perBot }: DailyTokens): Promise<boolean> {
    this.startDay();
    const [ofUser, ofBot] = [`user ${bot} ${user}`, `bot ${bot}`];
    const isEnough = this.spentBy(ofUser) + tokens <= perUser && this.spentBy(ofBot) + tokens <= perBot;
    if (isEnough) for (const key of [ofUser, ofBot]) this.spent.set(key, this.spentBy(key) + tokens);
    return Promise.resolve(isEnough);
  }

  override settle({ bot, user }: Spender, reserved: number, used?: Usage): Promise<void> {
    this.startDay();
    const difference = (used ? used.promptTokens + used.completionTokens : 0) - reserved;
    for (const key of [`user ${bot} ${user}`, `bot ${bot}`]) this.spent.set(key, Math.max(0, this.spentBy(key) + difference));
    if (used) this.used.push({ bot, user, ...used });
    return Promise.resolve();
  }

  private spentBy(key: string): number {
    return this.spent.get(key) ?? 0;
  }

  private startDay(): void {
    const today = new Date(this.now()).toISOString().slice(0, 10);
    if (today === this.day) return;
    this.day = today;
    this.spent = new Map();
  }
}
