import type { SteppedProcess } from './stepped-process.js';

type State = 'none' | 'waiting' | 'delayed' | 'active' | 'vanished';

/**
 * What BullMQ makes of the turns of one conversation, as it was measured: a wake is swallowed while a turn waits or is
 * delayed, and kept once while one is active. The tests that kill processes have the real BullMQ.
 */
export class TurnSlot {
  state: State = 'none';
  private active?: SteppedProcess;
  private wokenWhileActive = false;

  wake(): void {
    if (this.state === 'none') this.state = 'waiting';
    else if (this.state === 'active') this.wokenWhileActive = true;
  }

  begin(process: SteppedProcess): void {
    this.state = 'active';
    this.active = process;
  }

  isHeldBy(process: SteppedProcess): boolean {
    return this.active === process;
  }

  get isBusy(): boolean {
    return this.state === 'waiting' || this.state === 'delayed' || this.state === 'active';
  }

  get isOrphaned(): boolean {
    return this.state === 'active' && this.active?.isKilled === true;
  }

  end(process: SteppedProcess): void {
    if (this.active !== process) return;
    this.active = undefined;
    this.state = this.wokenWhileActive ? 'waiting' : 'none';
    this.wokenWhileActive = false;
  }

  /** @returns false to a process whose lock ran out. */
  delay(process: SteppedProcess): boolean {
    if (this.active !== process) return false;
    this.active = undefined;
    this.state = 'delayed';
    return true;
  }

  /** Time has passed: what was delayed is due. A turn that comes too early delays itself again. */
  due(): void {
    if (this.state === 'delayed') this.state = 'waiting';
  }

  /** The lock ran out: BullMQ gives the turn to somebody else, whatever its process still does. */
  stall(): void {
    if (this.state !== 'active') return;
    this.active = undefined;
    this.state = 'waiting';
  }

  /** The job is gone and its deduplication key is not: every wake is swallowed. */
  vanish(): void {
    if (this.state === 'waiting' || this.state === 'delayed') this.state = 'vanished';
  }

  forget(): void {
    this.state = 'none';
  }
}
