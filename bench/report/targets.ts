import { inWords, markdownTable, type Results, type Spread } from './table.js';

interface Target {
  what: string;
  wanted: string;
  got: Spread | undefined;
  holds(median: number): boolean;
}

const atLeast = (wanted: number, what: string, got: Spread | undefined): Target => ({ what, wanted: `at least ${wanted}`, got, holds: (median) => median >= wanted });
const atMost = (wanted: number, what: string, got: Spread | undefined): Target => ({ what, wanted: `at most ${wanted}`, got, holds: (median) => median <= wanted });

const BUSY = '64 connections, fsync always';
const BUSY_EVERYSEC = '64 connections, fsync everysec';

/** What was promised, beside what came out. A suite that did not run leaves its rows out. */
export function targetTable(results: Record<string, Results | undefined>): string {
  const targets = [...ofTaking(results.take), ...ofAnswering(results.answer), ...ofDraining(results.drain), ...ofWaiting(results.wait), ...ofTrouble(results.order), ...ofStart(results.start)];
  const rows = targets
    .filter(({ got }) => got)
    .map(({ what, wanted, got, holds }) => [what, wanted, inWords(got), holds(got!.median) ? 'holds' : '**does not hold**']);
  return markdownTable(['Target', 'Wanted', 'Measured', ''], rows);
}

function ofTaking(take: Results | undefined): Target[] {
  if (!take) return [];
  const against = (figure: string, other: string) => take.ratio(figure, [BUSY, 'halley'], [BUSY, other]);
  return [
    atLeast(2.5, 'Callbacks a second at 64 connections, fsync always, times plain Nest', against('perSecond', 'nest')),
    atLeast(2.5, 'Callbacks a second at 64 connections, fsync everysec, times plain Nest', take.ratio('perSecond', [BUSY_EVERYSEC, 'halley'], [BUSY_EVERYSEC, 'nest'])),
    atLeast(0.55, 'Callbacks a second at 64 connections, times the floor', against('perSecond', 'fastify')),
    atMost(3, 'p99 of a callback at 64 connections, times the floor', against('p99', 'fastify')),
  ];
}

function ofAnswering(answer: Results | undefined): Target[] {
  if (!answer) return [];
  return ['alone, API 0 ms', 'alone, API 50 ms'].flatMap((setting) => [
    atMost(10, `A lone message on top of the API's time (${setting}), p50 ms`, answer.of(setting, 'halley', 'p50')),
    atMost(25, `A lone message on top of the API's time (${setting}), p99 ms`, answer.of(setting, 'halley', 'p99')),
  ]);
}

function ofDraining(drain: Results | undefined): Target[] {
  return (drain?.settings ?? []).map((setting) => {
    const ratio = drain!.ratio('perSecond', [setting, 'halley'], [setting, 'nest']);
    return atLeast(setting.includes('with 1 waiting') ? 0.85 : 1.5, `Replies a second, ${setting}, times plain Nest`, ratio);
  });
}

function ofWaiting(wait: Results | undefined): Target[] {
  if (!wait) return [];
  const lines = ['in one line', 'in lines of 10'];
  return lines.flatMap((line) => {
    const many = wait.settings.filter((setting) => setting.endsWith(line)).at(-1);
    if (!many) return [];
    const count = many.split(' ')[0];
    const against = (figure: string) => wait.ratio(figure, [many, 'halley'], [`0 waiting, ${line}`, 'halley']);
    return [
      atMost(2_560, `Bytes of Redis a waiting message, ${many}`, wait.of(many, 'halley', 'bytes')),
      atMost(1.3, `Cost of taking a callback with ${count} waiting ${line}, times none`, against('takeCpuUs')),
      atMost(1.3, `Cost of answering with ${count} waiting ${line}, times none`, against('answerCpuUs')),
    ];
  });
}

function ofTrouble(order: Results | undefined): Target[] {
  return ['p50', 'p99'].map((figure) =>
    atMost(1.2, `${figure} of the others while one conversation is stuck, times no trouble`, order?.ratio(figure, ['one conversation stuck for 10 s', 'halley'], ['no trouble', 'halley'])),
  );
}

function ofStart(start: Results | undefined): Target[] {
  return (start?.settings ?? []).map((setting) => atMost(2_000, `Ready after, ${setting}, ms`, start!.of(setting, 'halley', 'readyMs')));
}
