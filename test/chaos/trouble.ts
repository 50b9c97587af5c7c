import type { ChaosOptions } from './options.js';
import type { Respawning } from './processes.js';

/** Kills, spread evenly over the answers, so that a fast machine is troubled as often as a slow one. */
export class Trouble {
  readonly deaths: number[] = [];
  readonly redisDeaths: number[] = [];

  constructor(
    private readonly options: ChaosOptions,
    private readonly random: () => number,
    private readonly redis: Respawning,
    private readonly others: Respawning[],
  ) {}

  cause(progress: number): void {
    const { kills, redisKills } = this.options;
    if (this.deaths.length < kills && progress > (this.deaths.length + 1) / (kills + 2)) {
      const victim = this.others[Math.floor(this.random() * this.others.length)];
      if (victim.kill()) this.deaths.push(Date.now());
    }
    if (this.redisDeaths.length < redisKills && progress > (this.redisDeaths.length + 0.5) / (redisKills + 0.5) && this.redis.kill()) {
      this.redisDeaths.push(Date.now());
    }
  }
}
