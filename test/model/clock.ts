import type { Redis } from 'ioredis';

const SKEW_KEY = 'model:skew';

/** One clock for the processes and for Redis's scripts, so that waits pass without waiting. */
export class Clock {
  private skew = 0;
  private readonly real = { date: Date.now, performance: performance.now, random: Math.random };

  constructor(private readonly redis: Redis) {}

  /** Jitter would make the same schedule end differently. */
  install(): void {
    const { date, performance: sinceStart } = this.real;
    Date.now = () => date.call(Date) + this.skew;
    performance.now = () => sinceStart.call(performance) + this.skew;
    Math.random = () => 0.5;
  }

  remove(): void {
    Date.now = this.real.date;
    performance.now = this.real.performance;
    Math.random = this.real.random;
  }

  get ms(): number {
    return this.skew;
  }

  async pass(ms: number): Promise<void> {
    this.skew += ms;
    await this.redis.set(SKEW_KEY, this.skew);
  }
}

/** The same script, on the clock above. */
export function onClock(lua: string): string {
  const time = 'readAt = time[1] * 1000 + math.floor(time[2] / 1000)';
  return replaceOnce(lua, time, `${time} + tonumber(redis.call('GET', '${SKEW_KEY}') or '0')`);
}

/** @throws where the text is not found: a mutant that changes nothing proves nothing. */
export function replaceOnce(text: string, found: string, by: string): string {
  if (text.split(found).length !== 2) throw new Error(`"${found}" stands ${text.split(found).length - 1} times in the script, not once: the model test is older than the script.`);
  return text.replace(found, () => by);
}
