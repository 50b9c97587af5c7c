import type { Next } from './next.js';

/** One turn, as the loop below drives it: hand out the head, work on it, and so on. */
export interface Turn<Entry> {
  /** Becomes the holder of the line. */
  claim(): Promise<Next<Entry>>;
  /** Asks again, after something that may have happened twice. */
  retake(): Promise<Next<Entry>>;
  /** Deals with the head, to its end or until later. `takeNext`: may the turn go on with the next message? */
  work(next: Extract<Next<Entry>, { head: unknown }>, takeNext: () => boolean): Promise<Next<Entry>>;
  /** There may be more to do, but others come first. */
  yield(): Promise<void>;
}

/**
 * Works off a line, from `next` on.
 * @param onStep is told of every step: whoever holds a line and makes none is stuck.
 * @returns how long the head has to wait, in ms, or undefined if the turn is over.
 */
export async function drive<Entry>(turn: Turn<Entry>, from: Next<Entry>, takeNext: () => boolean, onStep: () => void): Promise<number | undefined> {
  let next = from;
  for (;;) {
    onStep();
    switch (next.kind) {
      case 'empty':
      case 'fenced':
        return undefined;
      case 'done':
        await turn.yield();
        return undefined;
      case 'wait':
        return next.ms;
      case 'gone':
        next = await turn.retake();
        break;
      case 'head':
      case 'unknown':
        next = await turn.work(next, takeNext);
    }
  }
}
