/** What a line is to do, with nothing in between: a message is answered in one step, by the turn that holds the line. */
export class LineModel {
  readonly waiting = new Set<number>();
  private readonly seen = new Set<number>();
  private holder = '';
  private head?: number;

  arrive(id: number): 'accepted' | 'duplicate' {
    if (this.seen.has(id)) return 'duplicate';
    this.seen.add(id);
    this.waiting.add(id);
    return 'accepted';
  }

  /** A replay: past what was seen, to its place by its id. */
  enter(id: number): void {
    this.waiting.add(id);
  }

  claim(turn: string): void {
    this.holder = turn;
  }

  take(): number {
    return (this.head ??= Math.min(...this.waiting));
  }

  /** Answered, or given up. @throws if it is not for this turn to do. */
  end(turn: string, id: number): void {
    if (turn !== this.holder) throw new Error(`message ${id} is ended by a turn that was shut out`);
    if (id !== this.head) throw new Error(`message ${id} is ended, but ${this.head} is the head`);
    this.waiting.delete(id);
    this.head = undefined;
  }
}
