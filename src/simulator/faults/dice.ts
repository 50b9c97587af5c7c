import { Injectable } from '@nestjs/common';
import { Switches } from './switches.js';

/** Chance that can be repeated: mulberry32, started anew whenever the seed is set. */
@Injectable()
export class Dice {
  private state = 1;

  constructor(switches: Switches) {
    switches.onChange(({ seed }) => {
      if (seed !== undefined) this.state = seed;
    });
  }

  /** Between 0 and 1, 1 excluded. */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
