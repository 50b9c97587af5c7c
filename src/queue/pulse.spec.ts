import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { HalleyConfig } from '../config/config.js';
import { Pulse } from './pulse.js';

const HANDLER_TIMEOUT_MS = 5_000;
/** As long as a handler may take, and twice as long as a request may. */
const LONGEST_STEP_MS = HANDLER_TIMEOUT_MS + 20_000;

describe('the pulse of a worker', () => {
  let pulse: Pulse;

  beforeEach(() => {
    jest.useFakeTimers();
    pulse = new Pulse({ worker: { handlerTimeoutMs: HANDLER_TIMEOUT_MS } } as HalleyConfig);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('stops while turns are held and none makes a step, and begins again with the next step', () => {
    pulse.enter();
    jest.advanceTimersByTime(LONGEST_STEP_MS);
    expect(pulse.isStuck).toBe(false);
    jest.advanceTimersByTime(1);
    expect(pulse.isStuck).toBe(true);
    pulse.step();
    expect(pulse.isStuck).toBe(false);
  });

  it('goes on while one of many turns moves', () => {
    for (let turns = 0; turns < 3; turns++) pulse.enter();
    for (let times = 0; times < 5; times++) {
      jest.advanceTimersByTime(LONGEST_STEP_MS);
      pulse.step();
    }
    expect([pulse.activeTurns, pulse.isStuck]).toEqual([3, false]);
  });

  it('is that of a worker with nothing to do while no turn is held, however long', () => {
    pulse.enter();
    pulse.leave();
    jest.advanceTimersByTime(10 * LONGEST_STEP_MS);
    expect([pulse.activeTurns, pulse.isStuck]).toEqual([0, false]);
    pulse.enter();
    expect(pulse.isStuck).toBe(false);
  });
});
