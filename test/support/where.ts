import { describe, it } from '@jest/globals';

/**
 * `it` where what the test needs is there; else it is skipped, and its name says why: the last lines of a run list the names.
 * @param why what is missing, for a person: `no Chromium on this machine (apt install chromium)`
 */
export function itWhere(isThere: unknown, why: string): (name: string, test: () => Promise<void> | void, timeout?: number) => void {
  return (name, test, timeout) => (isThere ? it(name, test, timeout) : it.skip(`${name} [${why}]`, test));
}

/** The same for a whole `describe`. */
export function describeWhere(isThere: unknown, why: string): (name: string, tests: () => void) => void {
  return (name, tests) => (isThere ? describe(name, tests) : describe.skip(`${name} [${why}]`, tests));
}
