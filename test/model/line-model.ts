/** What a line is to do, with nothing in between: a message is answered in one step, by the turn that holds the line. */
export class LineModel {
  readonly waiting = new Set<number>();
  /** In the order in which the answers are to be seen. */
  readonly answered: number[] = [];
  private readonly seen = new Set<number>();
  private holder = '';
  private head?: number;

  arrive(id: number): 'accepted' | 'duplicate' {
    if (this.seen.has(id)) return 'duplicate';
    this.seen.add(id);
    this.waiting.add(id);
    return 'accepted';
  }

  claim(turn: string): void {
    this.holder = turn;
  }

  take(): number {
    return (this.head ??= Math.min(...this.waiting));
  }

  /** Answered, or given up where `isAnswer` is false. @throws if it is not for this turn to do. */
  end(turn: string, id: number, isAnswer: boolean): void {
    if (turn !== this.holder) throw new Error(`message ${id} is ended by a turn that was shut out`);
    if (id !== this.head) throw new Error(`message ${id} is ended, but ${this.head} is the head`);
    this.waiting.delete(id);
    this.head = undefined;
    if (isAnswer) this.answered.push(id);
  }
}
