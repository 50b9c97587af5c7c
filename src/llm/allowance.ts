import { type Budgets, type DailyTokens, type Spender, type Usage, UserError } from '../bot-kit/index.js';

/** What one answer may cost: taken before each call of the model, settled after it. */
export class Allowance {
  private reserved = 0;
  private since = 0;

  constructor(
    private readonly budgets: Budgets,
    private readonly spender: Spender,
    private readonly limits: DailyTokens,
  ) {}

  /** Throws a UserError if today's tokens do not reach. */
  async take(tokens: number): Promise<void> {
    if (!(await this.budgets.reserve(this.spender, tokens, this.limits))) {
      throw new UserError('That is all I can answer today. Please ask me again tomorrow.');
    }
    this.reserved = tokens;
    this.since = Date.now();
  }

  /** Nothing used: the call came to nothing. */
  async settle(used?: Omit<Usage, 'ms'>): Promise<void> {
    const { reserved } = this;
    if (reserved === 0) return;
    this.reserved = 0;
    await this.budgets.settle(this.spender, reserved, used && { ...used, ms: Date.now() - this.since });
  }
}
