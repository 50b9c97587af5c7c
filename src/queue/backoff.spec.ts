import { describe, expect, it } from '@jest/globals';
import { backoff } from './backoff.js';
import { QUEUES } from './queues.js';

const { retry } = QUEUES.outbound;

describe('backoff', () => {
  it('doubles from the first wait up to the longest', () => {
    const waits = Array.from({ length: 11 }, (_, i) => backoff(i + 1, retry, 1));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
  });

  it('spreads over the upper half of the wait', () => {
    expect(backoff(3, retry, 0)).toBe(1_000);
    expect(backoff(3, retry, 0.5)).toBe(1_500);
    for (let i = 0; i < 100; i++) {
      const wait = backoff(3, retry);
      expect(wait).toBeGreaterThanOrEqual(1_000);
      expect(wait).toBeLessThanOrEqual(2_000);
    }
  });

  it('has no overflow after many failures', () => {
    expect(backoff(10_000, retry, 1)).toBe(60_000);
  });
});
