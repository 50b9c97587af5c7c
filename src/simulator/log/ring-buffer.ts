/** Keeps the newest entries and forgets the oldest. Entries are found by their number, which never comes again. */
export class RingBuffer<T> {
  private readonly slots: T[] = [];
  private next = 1;

  constructor(private readonly capacity: number) {}

  /** Adds what `make` builds from its number. */
  add(make: (number: number) => T): T {
    const number = this.next++;
    const entry = make(number);
    this.slots[number % this.capacity] = entry;
    return entry;
  }

  get(number: number): T | undefined {
    if (!Number.isInteger(number) || number < this.oldest || number >= this.next) return undefined;
    return this.slots[number % this.capacity];
  }

  /** From the oldest to the newest. */
  *[Symbol.iterator](): Generator<T> {
    for (let number = this.oldest; number < this.next; number++) {
      const entry = this.get(number);
      if (entry !== undefined) yield entry;
    }
  }

  *newestFirst(atMost: number): Generator<T> {
    const end = Math.max(this.oldest, this.next - atMost);
    for (let number = this.next - 1; number >= end; number--) {
      const entry = this.get(number);
      if (entry !== undefined) yield entry;
    }
  }

  clear(): void {
    this.cleared = this.next;
    this.slots.length = 0;
  }

  private cleared = 1;

  private get oldest(): number {
    return Math.max(this.cleared, this.next - this.capacity);
  }
}
