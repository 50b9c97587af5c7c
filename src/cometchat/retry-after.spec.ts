import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');

describe('how long an answer asks to wait', () => {
  it.each([
    ['seconds', { 'retry-after': '15' }, 15_000],
    ['seconds with a fraction', { 'retry-after': '0.5' }, 500],
    ['a date', { 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT' }, 30_000],
    ['a date gone by', { 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' }, 0],
    ['longer than an hour', { 'retry-after': '999999' }, 3_600_000],
    ['the reset of the window', { 'x-rate-limit-reset': String(NOW / 1000 + 20) }, 20_000],
    ['Retry-After before the reset', { 'retry-after': '3', 'x-rate-limit-reset': String(NOW / 1000 + 20) }, 3_000],
    ['the reset where Retry-After makes no sense', { 'retry-after': 'soon', 'x-rate-limit-reset': String(NOW / 1000 + 20) }, 20_000],
    ['a reset by a clock that runs ahead', { 'x-rate-limit-reset': String(NOW / 1000 + 900) }, 60_000],
    ['a reset gone by', { 'x-rate-limit-reset': '1625143246' }, 0],
    ['nothing', {}, undefined],
    ['nonsense', { 'retry-after': '-5x', 'x-rate-limit-reset': 'never' }, undefined],
  ])('%s', (_, headers, expected) => {
    expect(retryAfterMs(headers, NOW)).toBe(expected);
  });
});
