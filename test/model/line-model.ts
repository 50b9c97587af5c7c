/** What a line is to do, with nothing in between: messages are answered in one step, by the turn that holds the line. */
export class LineModel {
  readonly waiting = new Set<number>();
  private readonly seen = new Set<number>();
  private holder = '';
  head?: number;
  /** The head and those behind it, as they were handed out last. */
  private out: number[] = [];

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

  /** The head, and so many of those behind it. */
  take(behind: number): number[] {
    const head = (this.head ??= Math.min(...this.waiting));
    const others = [...this.waiting].filter((id) => id !== head).sort((a, b) => a - b);
    return (this.out = [head, ...others.slice(0, behind)]);
  }

  /**
   * Answered, or given up.
   * @param nextHead is begun already: it is head next, whatever came before it meanwhile. 0 if none is.
   * @throws if it is not for this turn to do.
   */
  end(turn: string, ids: number[], nextHead = 0): void {
    const [out, ended] = [this.out, nextHead ? [...ids, nextHead] : ids];
    if (turn !== this.holder) throw new Error(`message ${ids.join()} is ended by a turn that was shut out`);
    if (ids[0] !== this.head) throw new Error(`message ${ids.join()} is ended, but ${this.head} is the head`);
    if (ended.some((id, i) => id !== out[i])) throw new Error(`messages ${ended.join()} are ended, but ${out.join()} were handed out`);
    for (const id of ids) this.waiting.delete(id);
    this.head = nextHead || undefined;
  }
}
