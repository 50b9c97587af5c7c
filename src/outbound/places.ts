/** How long who finds no place waits for one. */
const WAIT_MS = 50;

/** The conversations that may be on the short way at a time, each of them once. Who comes when all are taken waits a little. */
export class Places {
  private readonly taken = new Set<string>();
  private readonly waiting = new Map<(isTaken: boolean) => void, string>();

  constructor(private readonly most: number) {}

  /** @returns false if the conversation has a place already, or if there is none in time. */
  take(conversation: string): Promise<boolean> {
    const isFull = this.taken.size >= this.most;
    return isFull && !this.taken.has(conversation) ? this.waitFor(conversation) : Promise.resolve(this.takeNow(conversation));
  }

  giveBack(conversation: string): void {
    this.taken.delete(conversation);
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
