import { setImmediate as tick } from 'node:timers/promises';

interface Boundary {
  act(): Promise<unknown>;
  deliver?: () => void;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export class KilledError extends Error {
  override readonly name = 'KilledError';
}

const TICKS_AT_MOST = 1_000;

/**
 * A process that stands still at every boundary: before what it asks for has happened, and again before it learns of
 * it. There it goes on when the schedule says so, or never.
 */
export class SteppedProcess {
  private readonly boundaries: Boundary[] = [];
  private killed = false;
  private returned = false;
  failure?: unknown;

  constructor(readonly name: string) {}

  get isKilled(): boolean {
    return this.killed;
  }

  get hasEnded(): boolean {
    return this.killed || (this.returned && this.boundaries.length === 0);
  }

  async start(main: () => Promise<unknown>): Promise<this> {
    main().then(
      () => (this.returned = true),
      (error: unknown) => {
        this.returned = true;
        this.failure = error;
      },
    );
    await this.standsStill();
    return this;
  }

  pass<T>(act: () => Promise<T>): Promise<T> {
    if (this.killed) return Promise.reject(new KilledError());
    return new Promise<T>((resolve, reject) => this.boundaries.push({ act, resolve: resolve as (value: unknown) => void, reject }));
  }

  /** One half of a boundary: it happens, or the process learns of it. */
  async step(): Promise<void> {
    const next = this.boundaries[0];
    if (this.killed || !next) return;
    if (!next.deliver) {
      next.deliver = await next.act().then((value) => () => next.resolve(value), (error: unknown) => () => next.reject(error));
      return;
    }
    this.boundaries.shift();
    next.deliver();
    await this.standsStill();
  }

  /** Nothing it does from here on has any effect; what waits is let go so that its timers end. */
  async kill(): Promise<void> {
    this.killed = true;
    for (const { reject } of this.boundaries.splice(0)) reject(new KilledError());
    await tick();
  }

  private async standsStill(): Promise<void> {
    for (let ticks = 0; ticks < TICKS_AT_MOST; ticks++) {
      await tick();
      if (this.returned || this.boundaries.length > 0) return;
    }
    throw new Error(`${this.name} neither ends nor comes to a boundary.`);
  }
}
