import fc from 'fast-check';
import type { Side } from '../../src/queue/keys.js';
import type { Fate } from './far-side.js';

/** One move of the schedule. A number picks one of those that are there; where there is none, nothing happens. */
export type Move =
  | { move: 'deliver'; id: number }
  | { move: 'turn'; side: Side }
  | { move: 'post'; id: number; later: boolean }
  | { move: 'due'; which: number }
  | { move: 'replay'; which: number }
  | { move: 'sweep' }
  | { move: 'step'; which: number; times: number }
  | { move: 'kill'; which: number }
  | { move: 'takeOver'; side: Side; times: number }
  | { move: 'land'; which: number }
  | { move: 'vanish'; side: Side }
  | { move: 'time'; ms: number };

export interface Schedule {
  moves: Move[];
  /** What becomes of the sendings, one after another; after the last one all is well. */
  fates: Fate[];
  lookUps: boolean[];
  handlers: boolean[];
  /** Which handlers end at once, so that those behind are run too; after the last one all do. */
  quick: boolean[];
  /** Which runs of a script are run twice: the connection broke before their answer came. After the last one none is. */
  repeated: boolean[];
  /** How long a reply may take, in ms. */
  deadlineMs: number;
  /** This message's replies are refused whenever they are sent. */
  refused: number;
  /** The handler fails on this message whenever it runs. */
  cursed: number;
  /** On this message the handler sends a note before it answers. */
  noting: number;
}

export const FOREVER_MS = 1e13;

const side = fc.constantFrom<Side>('inbound', 'outbound');
const which = fc.nat(20);
const weighted = (weight: number, arbitrary: fc.Arbitrary<Move>) => ({ weight, arbitrary });

const move: fc.Arbitrary<Move> = fc.oneof(
  weighted(6, fc.record({ move: fc.constant('deliver'), id: fc.integer({ min: 1, max: 5 }) })),
  weighted(6, fc.record({ move: fc.constant('turn'), side })),
  weighted(1, fc.record({ move: fc.constant('post'), id: fc.integer({ min: 1, max: 3 }), later: fc.boolean() })),
  weighted(1, fc.record({ move: fc.constant('due'), which })),
  weighted(2, fc.record({ move: fc.constant('replay'), which })),
  weighted(26, fc.record({ move: fc.constant('step'), which, times: fc.integer({ min: 1, max: 14 }) })),
  weighted(2, fc.record({ move: fc.constant('kill'), which })),
  weighted(4, fc.record({ move: fc.constant('takeOver'), side, times: fc.integer({ min: 0, max: 12 }) })),
  weighted(1, fc.record({ move: fc.constant('land'), which })),
  weighted(1, fc.record({ move: fc.constant('vanish'), side })),
  weighted(1, fc.record({ move: fc.constant('sweep') })),
  weighted(3, fc.record({ move: fc.constant('time'), ms: fc.constantFrom(3_000, 11_000, 120_000) })),
);

const fate = fc.constantFrom<Fate>('ok', 'ok', 'ok', 'error', 'storedError', 'cut', 'storedCut', 'lateCut', 'lateGateway', 'noConnection', 'tooMany', 'unauthorized');

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  moves: fc.array(move, { minLength: 10, maxLength: 90, size: 'max' }),
  fates: fc.array(fate, { maxLength: 12, size: 'max' }),
  lookUps: fc.array(fc.boolean(), { maxLength: 6, size: 'max' }),
  handlers: fc.array(fc.boolean(), { maxLength: 6, size: 'max' }),
  quick: fc.array(fc.boolean(), { maxLength: 12, size: 'max' }),
  repeated: fc.array(fc.nat(7).map((dice) => dice === 0), { maxLength: 80, size: 'max' }),
  deadlineMs: fc.constantFrom(FOREVER_MS, FOREVER_MS, 10_000, 60_000),
  refused: fc.integer({ min: 0, max: 20 }),
  cursed: fc.integer({ min: 0, max: 20 }),
  noting: fc.integer({ min: 1, max: 6 }),
});
