import { Inject, Injectable } from '@nestjs/common';
import { Switches } from '../faults/switches.js';
import { Feed } from '../log/feed.js';
import { Logs } from '../log/logs.js';
import { SIMULATOR_OPTIONS, type SimulatorOptions } from '../simulator-options.js';
import { sampleData } from '../state/sample-data.js';
import { type Snapshot, Snapshots } from '../state/snapshot.js';

/** Puts the simulator back to how it was started, or to a state that was exported. */
@Injectable()
export class Resetter {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly switches: Switches,
    private readonly logs: Logs,
    private readonly feed: Feed,
    @Inject(SIMULATOR_OPTIONS) private readonly options: SimulatorOptions,
  ) {}

  reset(seed?: number): void {
    this.switches.reset();
    this.switches.set({ ...this.options.switches, ...(seed !== undefined && { seed }) });
    const nextMessageId = this.options.messageIdsFromClock ? Math.max(Date.now(), this.snapshots.nextMessageId) : 1;
    this.restore({ ...(this.options.sampleData && sampleData()), nextMessageId });
  }

  restore(state: Partial<Snapshot>): void {
    this.snapshots.restore(state);
    this.logs.clear();
    this.feed.publish('reset', () => ({}));
  }
}
