import type { INestApplicationContext } from '@nestjs/common';
import { Command, InvalidArgumentError } from 'commander';
import { loadQueueConfig } from '../config/config.js';
import { DeadLetters, type DeadLetter } from '../queue/dead-letters.js';
import { Replay, type Replayed } from '../queue/replay.js';
import { withQueues } from './with-queues.js';

interface Selection {
  all?: boolean;
  since?: number;
}

/** `halley dead …`: what was given up, and what to do about it. */
export function deadCommand(): Command {
  const dead = new Command('dead').description('Messages and replies that were given up. They are kept for 30 days.');

  dead
    .command('list')
    .description('the newest first')
    .option('--limit <count>', 'how many at most', positive, 100)
    .option('--json', 'one JSON object a line, for other programs')
    .action(({ limit, json }: { limit: number; json?: boolean }) => list(limit, json === true));

  dead.command('show').argument('<id>').description('all that is known of one, its message included').action(show);

  for (const [name, description, act] of [
    ['replay', 'put it back in its line; a reply that did arrive is not sent twice', replay],
    ['discard', 'forget it for good', discard],
  ] as const) {
    dead
      .command(name)
      .argument('[id...]')
      .description(description)
      .option('--all', 'every one of them')
      .option('--since <time>', 'all that died since then: 2026-11-21T03:00:00Z, or 90m, 6h, 2d ago', since)
      .action((ids: string[], selection: Selection) => actOn(ids, selection, name, act));
  }
  return dead;
}

function list(limit: number, json: boolean): Promise<void> {
  return withQueues(loadQueueConfig(), async (app) => {
    const letters = await app.get(DeadLetters).list(limit);
    if (json) return letters.forEach(({ id, data }) => print(JSON.stringify({ id, ...data, messages: data.messages.length })));
    if (letters.length === 0) return print('No dead letters.');
    print(row('ID', 'DIED AT', 'SIDE', 'REASON', 'TRIES', 'CONVERSATION', 'ERROR'));
    for (const { id, data } of letters) {
      print(row(id ?? '', new Date(data.diedAt).toISOString(), data.side, data.reason, String(data.attempts), data.conversation, data.error));
    }
  });
}

function show(id: string): Promise<void> {
  return withQueues(loadQueueConfig(), async (app) => {
    const job = await app.get(DeadLetters).find(id);
    if (!job) throw unknownLetters([id]);
    print(JSON.stringify({ id, ...job.data, diedAt: new Date(job.data.diedAt).toISOString() }, null, 2));
  });
}

/** So many at a time: they share the way to Redis and back. */
const BATCH = 500;

type Outcome = Replayed | 'discarded';
type Act = (app: INestApplicationContext, ids: string[]) => Promise<Outcome[]>;

const replay: Act = (app, ids) => app.get(Replay).replay(...ids);
const discard: Act = (app, ids) => Promise.all(ids.map(async (id) => ((await app.get(DeadLetters).discard(id)) ? 'discarded' : 'unknown')));

function actOn(ids: string[], { all, since: after }: Selection, name: string, act: Act): Promise<void> {
  if (ids.length === 0 && !all && after === undefined) throw new InvalidArgumentError(`Say which: halley dead ${name} <id>, or --all, or --since <time>.`);
  return withQueues(loadQueueConfig(), async (app) => {
    const chosen = ids.length > 0 ? [...new Set(ids)] : await idsSince(app.get(DeadLetters), after ?? 0);
    const outcomes = await inBatches(chosen, (batch) => act(app, batch));
    const are = (outcome: Outcome) => chosen.filter((_, i) => outcomes[i] === outcome);
    const [dying, unknown] = [are('dying'), are('unknown')];
    print(`${name === 'replay' ? 'Replayed' : 'Discarded'} ${chosen.length - dying.length - unknown.length} of ${chosen.length}.`);
    if (dying.length > 0) print(`Still being given up, replay again in a moment: ${dying.join(' ')}`);
    // Of those that were listed a moment ago somebody else has made an end.
    if (ids.length > 0 && unknown.length > 0) throw unknownLetters(unknown);
  });
}

/** One batch after the other, in the order that is given; tells how far it is. */
async function inBatches(ids: string[], act: (batch: string[]) => Promise<Outcome[]>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    outcomes.push(...await act(ids.slice(from, from + BATCH)));
    if (outcomes.length < ids.length) print(`${outcomes.length} of ${ids.length}…`);
  }
  return outcomes;
}

/** The oldest first: replies of one conversation come back in the order they had. */
async function idsSince(deadLetters: DeadLetters, after: number): Promise<string[]> {
  const letters = await deadLetters.list();
  return letters
    .filter(({ data }: { data: DeadLetter }) => data.diedAt >= after)
    .sort((a, b) => a.data.diedAt - b.data.diedAt)
    .map(({ id }) => id!);
}

function since(value: string): number {
  const ago = /^(\d+)(m|h|d)$/.exec(value);
  if (ago) return Date.now() - Number(ago[1]) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[ago[2] as 'm' | 'h' | 'd'];
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new InvalidArgumentError('Give a time such as 2026-11-21T03:00:00Z, or 90m, 6h, 2d.');
  return time;
}

function positive(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('Give a whole number above 0.');
  return count;
}

function unknownLetters(ids: string[]): Error {
  return new Error(`No dead letter ${ids.map((id) => `"${id}"`).join(', ')}. "halley dead list" names them.`);
}

function row(...cells: string[]): string {
  const widths = [22, 24, 8, 8, 5];
  return cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
