import type { Remembered } from '../bot-kit/index.js';
import type { InboundEntry } from '../queue/entries.js';
import type { Head } from '../queue/next.js';
import type { Handling } from './handling.js';

/** For so long a batch grows. A handler that computes cannot be interrupted, and may make it last longer. */
const AT_MOST_MS = 10;
/** From so many on it grows no further: what one script takes is bounded, by Redis and by those who wait for it. */
const ENOUGH_REPLIES = 100;

export interface Batch {
  /** To be committed together, in their order, the head first. */
  handled: Handling[];
  /** Begun behind them and not to be committed with them: it waits for something, or failed. */
  inHand?: Handling;
  /** A handler waited for something. */
  hasWaited: boolean;
}

/**
 * Waits for the handler of the head. Where it ends at once, those of the messages behind it are run too, one after another, for
 * as long as each of them ends at once: no answer is held up by a handler that waits for something.
 * @param begin runs the handler of a message; undefined if that is not to be done now.
 */
export async function handleBatch(first: Handling, behind: readonly Head<InboundEntry>[], begin: (head: Head<InboundEntry>) => Handling | undefined, atMostMs = AT_MOST_MS): Promise<Batch> {
  const handled = [first];
  const startedAt = performance.now();
  if (behind.length === 0 || !(await endsAtOnce(first))) {
    await first.ended;
    return { handled, hasWaited: behind.length > 0 };
  }
  let replies = 0;
  for (const head of behind) {
    const last = handled[handled.length - 1];
    if (!last.result) break;
    replies += last.result.replies.length;
    const mayGrow = replies < ENOUGH_REPLIES && performance.now() - startedAt < atMostMs;
    const next = mayGrow ? begin(knowing(handled, head)) : undefined;
    if (!next) break;
    if (!(await endsAtOnce(next)) || next.failure) return { handled, inHand: next, hasWaited: true };
    handled.push(next);
  }
  return { handled, hasWaited: false };
}

/** The head, knowing what those before it came to, though none of that is written yet. */
function knowing(earlier: readonly Handling[], head: Head<InboundEntry>): Head<InboundEntry> {
  let { conversation, person } = head.memory;
  for (const { head: before, result } of earlier) {
    const memory = result?.outcome.memory;
    if (!memory) continue;
    conversation = after(conversation, memory.conversation);
    if (before.entry.message.sender === head.entry.message.sender) person = after(person, memory.person);
  }
  return { ...head, memory: { conversation, person } };
}

function after(was: string, now: Remembered | null | undefined): string {
  if (now === undefined) return was;
  return now === null ? '' : JSON.stringify(now.value);
}

/** Whether a handler ends without having waited for anything outside, as one does that only looks at the message. */
async function endsAtOnce(handling: Handling): Promise<boolean> {
  await Promise.race([handling.ended, endOfTick()]);
  return handling.isOver;
}

let thisTick: Promise<void> | undefined;

/** The end of this tick of the event loop, one for all who ask in it. */
function endOfTick(): Promise<void> {
  return (thisTick ??= new Promise((resolve) => {
    setImmediate(() => {
      thisTick = undefined;
      resolve();
    });
  }));
}
