import type { Redis } from 'ioredis';
import { pack, unpack } from 'msgpackr';
import type { SteppedProcess } from './stepped-process.js';

type Call = (keyCount: number, ...rest: (string | Buffer)[]) => Promise<Buffer>;

export interface ScriptRun {
  script: string;
  keys: string[];
  args: string[];
  /** What Redis answered, in a list if it was one value. */
  answer: (string | number)[];
}

/** The pieces a script is run in, one after another, as long as they do not answer 0; every script of ours is one piece. */
export type Rewrite = (script: string, lua: string) => string[];

export interface Stepping {
  redis: Redis;
  /** A sweep looks at all shards; where there is nothing it need not stand still. */
  isAboutUs(key: string): boolean;
  rewrite: Rewrite;
  /** Asked before each run of a script: is it run twice? */
  isRepeated(): boolean;
  /** Told at the moment a script did something, whether its process ever learns of it or not. */
  observe(run: ScriptRun): void;
}

/** Redis as one process has it: a boundary at every script. */
export function steppedRedis(process: SteppedProcess, { redis, isAboutUs, rewrite, isRepeated, observe }: Stepping): Redis {
  const stepped: Record<string, unknown> = {
    del: (key: string) => process.pass(() => redis.del(key)),
    exists: (key: string) => process.pass(() => redis.exists(key)),
    defineCommand(command: string, { lua }: { lua: string }) {
      const script = command.replace('halley:', '');
      const pieces = piecesOf(redis, command, () => rewrite(script, lua));
      // Scripts are told and answer in MessagePack, one run a call where nothing goes by ticks.
      stepped[`${command}Buffer`] = async (keyCount: number, ...rest: (string | Buffer)[]) => {
        const keys = rest.slice(0, keyCount).map(String);
        const [args] = unpack(rest[keyCount] as Buffer) as string[][];
        if (!isAboutUs(keys[0])) return pack([[true, []]]);
        let packed: Buffer = Buffer.of();
        for (const [i, piece] of pieces.entries()) {
          const run = async (): Promise<Buffer> => {
            const given = await piece.call(redis, keyCount, ...rest);
            if (i === pieces.length - 1 || isZero(answerIn(given))) observe({ script, keys, args, answer: [answerIn(given)].flat() as ScriptRun['answer'] });
            return given;
          };
          if (pieces.length === 1 && isRepeated()) await process.pass(run);
          packed = await process.pass(run);
          if (isZero(answerIn(packed))) break;
        }
        return packed;
      };
    },
  };
  return stepped as unknown as Redis;
}

const defined = new WeakMap<Redis, Map<string, Call[]>>();

/** Once a connection: the rewriting is the same for all processes on it. */
function piecesOf(redis: Redis, command: string, rewritten: () => string[]): Call[] {
  const known = defined.get(redis) ?? new Map<string, Call[]>();
  defined.set(redis, known);
  const pieces = known.get(command) ?? rewritten().map((lua, i) => {
    redis.defineCommand(`${command}:${i}`, { lua });
    return (redis as unknown as Record<string, Call>)[`${command}:${i}Buffer`];
  });
  known.set(command, pieces);
  return pieces;
}

/** @throws what Redis said of the run. */
function answerIn(packed: Buffer): unknown {
  const [[isFine, answer]] = unpack(packed) as [boolean, unknown][];
  if (!isFine) throw new Error(String(answer));
  return answer;
}

const isZero = (answer: unknown) => Array.isArray(answer) && answer[0] === 0;
