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
 * Tokens that are taken and not yet settled.
 *
 * @example
 * const reservation: Reservation | undefined = await budgets.reserve(spender, 900, limits);
 */
export interface Reservation extends Readonly<Spender> {
  readonly id: string;
}

/**
 * How much of a language model may still be used today (UTC). What a call may cost is taken before it, and what it did
 * cost is settled after it, so that conversations that run at once cannot overspend.
 *
 * @example
 * const reservation = await budgets.reserve(spender, 900, limits);
 * if (!reservation) throw new UserError('Tomorrow again.');
 * await budgets.settle(reservation, usage);
 */
export abstract class Budgets {
  /** Takes so many tokens, or nothing: undefined if not that many are left for the user or the bot. */
  abstract reserve(spender: Spender, tokens: number, limits: DailyTokens): Promise<Reservation | undefined>;
  /** Corrects what was reserved; without `used` the call came to nothing, and all of it is given back. A second time changes nothing. */
  abstract settle(reservation: Reservation, used?: Usage): Promise<void>;
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
  private open = new Map<string, number>();
  private lastId = 0;

  constructor(private readonly now: () => number = Date.now) {
    super();
  }

  override reserve(spender: Spender, tokens: number, { perUser, perBot }: DailyTokens): Promise<Reservation | undefined> {
    this.startDay();
    const [ofUser, ofBot] = accountsOf(spender);
    if (this.spentBy(ofUser) + tokens > perUser || this.spentBy(ofBot) + tokens > perBot) return Promise.resolve(undefined);
    const { bot, user } = spender;
    const reservation = { id: String(++this.lastId), bot, user };
    this.open.set(reservation.id, tokens);
    this.add(reservation, tokens);
    return Promise.resolve(reservation);
  }

  override settle(reservation: Reservation, used?: Usage): Promise<void> {
    this.startDay();
    const { id, bot, user } = reservation;
    const reserved = this.open.get(id);
    // Of another day, or settled before.
    if (reserved === undefined) return Promise.resolve();
    this.open.delete(id);
    this.add(reservation, (used ? used.promptTokens + used.completionTokens : 0) - reserved);
    if (used) this.used.push({ bot, user, ...used });
    return Promise.resolve();
  }

  private add(spender: Spender, tokens: number): void {
    for (const account of accountsOf(spender)) this.spent.set(account, this.spentBy(account) + tokens);
  }

  private spentBy(account: string): number {
    return this.spent.get(account) ?? 0;
  }

  private startDay(): void {
    const today = new Date(this.now()).toISOString().slice(0, 10);
    if (today === this.day) return;
    this.day = today;
    this.spent = new Map();
    this.open = new Map();
  }
}

function accountsOf({ bot, user }: Spender): [ofUser: string, ofBot: string] {
  return [`user ${bot} ${user}`, `bot ${bot}`];
}
