/** So long who finds no place waits for one, and only if one is to be expected by then. */
const WAIT_MS = 50;

/**
 * The conversations that may be on the short way at a time, each of them once. Where all places are taken who comes waits a
 * little, but no more of them than places were given back in as much time.
 */
export class Places {
  private readonly taken = new Set<string>();
  private readonly waiting = new Map<(isTaken: boolean) => void, string>();
  private readonly givenBack = { lately: 0, before: 0, latelyEndsAt: 0 };

  /** @param now gives ms of a clock that never goes back. */
  constructor(
    private readonly most: number,
    private readonly now = () => performance.now(),
  ) {}

  /** @returns false if the conversation has a place already, or if there is none in time. */
  take(conversation: string): Promise<boolean> {
    if (this.taken.has(conversation)) return Promise.resolve(false);
    if (this.taken.size < this.most) return Promise.resolve(this.takeNow(conversation));
    return this.waiting.size < this.expected ? this.waitFor(conversation) : Promise.resolve(false);
  }

  giveBack(conversation: string): void {
    this.taken.delete(conversation);
    this.forgetOlder();
    this.givenBack.lately++;
    for (const [tell, who] of this.waiting) {
      this.waiting.delete(tell);
      const isTaken = this.takeNow(who);
      tell(isTaken);
      if (isTaken) return;
    }
  }

  private takeNow(conversation: string): boolean {
    if (this.taken.has(conversation)) return false;
    this.taken.add(conversation);
    return true;
  }

  /** How many places will be given back in the next WAIT_MS, if it goes on as in the last. */
  private get expected(): number {
    this.forgetOlder();
    return Math.max(this.givenBack.lately, this.givenBack.before);
  }

  private forgetOlder(): void {
    const { givenBack } = this;
    const now = this.now();
    const lateMs = now - givenBack.latelyEndsAt;
    if (lateMs < 0) return;
    givenBack.before = lateMs < WAIT_MS ? givenBack.lately : 0;
    givenBack.lately = 0;
    givenBack.latelyEndsAt = now + WAIT_MS;
  }

  private waitFor(conversation: string): Promise<boolean> {
    return new Promise((resolve) => {
      const tell = (isTaken: boolean): void => {
        clearTimeout(timer);
        resolve(isTaken);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(tell);
        resolve(false);
      }, WAIT_MS);
      this.waiting.set(tell, conversation);
    });
  }
}
