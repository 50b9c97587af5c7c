import { Injectable } from '@nestjs/common';

type Settle = (isCommitted: boolean) => void;

/**
 * The conversations whose next message is being handled before the outcomes of those before it are committed. What its
 * handler posts must not come into the outbound line before their replies.
 */
@Injectable()
export class Uncommitted {
  private readonly batches = new Map<string, Promise<boolean>>();

  /** @returns how to tell what became of the commit. */
  add(conversation: string): Settle {
    let settle!: Settle;
    const settled = new Promise<boolean>((resolve) => (settle = resolve));
    this.batches.set(conversation, settled);
    return (isCommitted) => {
      if (this.batches.get(conversation) === settled) this.batches.delete(conversation);
      settle(isCommitted);
    };
  }

  /** @throws where they were not committed: their handlers run again, and so does the one that waits here. */
  async wait(conversation: string): Promise<void> {
    if ((await this.batches.get(conversation)) !== false) return;
    throw new Error(`${conversation}: what its last messages came to could not be committed, so nothing may be put behind it yet. Try again.`);
  }
}
