import { entryIn } from './entries.js';

/** A message as its line hands it out. */
export interface Head<Entry> {
  /** The message's place in line; scripts name the message by it. */
  member: string;
  entry: Entry;
  /** Starts without an outcome, this one included; only crashes let it pass 1. */
  starts: number;
  /** How often it failed so far. */
  errors: number;
  /** The last failure. */
  error: string;
  /** Redis's time of the mark "being sent", by which a later script names this very sending. */
  beganAt: string;
  /** How long ago that was, in ms. */
  beganMsAgo: number;
  /** JSON of what is remembered of the conversation and of the person; inbound only. */
  memory: { conversation: string; person: string };
}

/** What the holder of a line is to do next. `behind`: those next in line, where they were asked for. */
export type Next<Entry> =
  | { kind: 'empty' | 'fenced' | 'done' | 'gone' }
  | { kind: 'wait'; ms: number }
  | { kind: 'head' | 'unknown'; head: Head<Entry>; behind?: Head<Entry>[] };

/** What scripts answer, as ioredis gives it. */
export type RawNext = (string | number)[];

/** @throws never on what our scripts answer; the entry is what was put in line. */
export function parseNext<Entry>(raw: RawNext): Next<Entry> {
  const [kind] = raw;
  if (kind === 'wait') return { kind, ms: Number(raw[1]) };
  if (kind === 'head' || kind === 'unknown') return parseHeads<Entry>(kind, raw);
  if (kind === 'empty' || kind === 'fenced' || kind === 'done' || kind === 'gone') return { kind };
  throw new Error(`A script on a line answered ${JSON.stringify(kind)}. Are workers of two versions running? Stop the older ones.`);
}

/** A head has ten values, and each of those behind it has three. */
const [VALUES_OF_HEAD, VALUES_BEHIND] = [10, 3];

function parseHeads<Entry>(kind: 'head' | 'unknown', raw: RawNext): Next<Entry> {
  const text = (index: number) => String(raw[index] ?? '');
  const head: Head<Entry> = {
    member: text(1),
    entry: entryIn<Entry>(text(2)),
    starts: Number(raw[3]),
    errors: Number(raw[4]),
    error: text(5),
    beganAt: text(6),
    beganMsAgo: Number(raw[7]),
    memory: { conversation: text(8), person: text(9) },
  };
  const behind: Head<Entry>[] = [];
  for (let i = VALUES_OF_HEAD; i < raw.length; i += VALUES_BEHIND) {
    behind.push({ ...head, member: text(i), entry: entryIn<Entry>(text(i + 1)), memory: { conversation: head.memory.conversation, person: text(i + 2) } });
  }
  return { kind, head, behind };
}
