import { type Budgets, type DailyTokens, type Reservation, type Spender, type Usage, UserError } from '../bot-kit/index.js';

/** What one answer may cost: taken before each call of the model, settled after it. */
export class Allowance {
  private reservation: Reservation | undefined;
  private prompt = 0;
  private since = 0;

  constructor(
    private readonly budgets: Budgets,
    private readonly spender: Spender,
    private readonly limits: DailyTokens,
  ) {}

  /** Throws a UserError if today's tokens do not reach for what is asked and the longest answer. */
  async take(prompt: number, longestAnswer: number): Promise<void> {
    this.reservation = await this.budgets.reserve(this.spender, prompt + longestAnswer, this.limits);
    this.prompt = prompt;
    if (!this.reservation) throw new UserError('That is all I can answer today. Please ask me again tomorrow.');
    this.since = Date.now();
  }

  /** Nothing used: the call came to nothing. */
  async settle(used?: Omit<Usage, 'ms'>): Promise<void> {
    const { reservation } = this;
    if (!reservation) return;
    this.reservation = undefined;
    await this.budgets.settle(reservation, used && { ...used, ms: Date.now() - this.since });
  }

  /** The call was broken off: the model had read what was asked, and nobody knows how much it wrote. */
  settleAsBrokenOff(model: string): Promise<void> {
    return this.settle({ model, promptTokens: this.prompt, completionTokens: 0 });
  }
}
