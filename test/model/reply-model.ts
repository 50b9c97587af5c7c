/** In which order replies are to be seen: as they entered their line, a replay at its end. */
export class ReplyModel {
  readonly order: string[] = [];
  private readonly inLine = new Set<string>();
  private readonly posted = new Set<string>();

  /** A letter that answers nothing; the same one only once. */
  post(letter: string): 'posted' | 'posted before' {
    if (this.posted.has(letter)) return 'posted before';
    this.posted.add(letter);
    this.enter(letter);
    return 'posted';
  }

  /**
   * @param wasSeen a replay that finds it sent already changes nothing to the eye.
   * @returns false if it stands in line already.
   */
  enter(text: string, wasSeen = false): boolean {
    if (this.inLine.has(text)) return false;
    this.inLine.add(text);
    if (wasSeen) return true;
    if (this.order.includes(text)) this.order.splice(this.order.indexOf(text), 1);
    this.order.push(text);
    return true;
  }

  leave(text: string): void {
    this.inLine.delete(text);
  }
}
