import type { Redis } from 'ioredis';
import type { SteppedProcess } from './stepped-process.js';

type Argument = string | number;
type Call = (keyCount: number, ...rest: Argument[]) => Promise<unknown>;

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
  /** Told at the moment a script did something, whether its process ever learns of it or not. */
  observe(run: ScriptRun): void;
}

/** Redis as one process has it: a boundary at every script. */
export function steppedRedis(process: SteppedProcess, { redis, isAboutUs, rewrite, observe }: Stepping): Redis {
  const stepped: Record<string, unknown> = {
    del: (key: string) => process.pass(() => redis.del(key)),
    exists: (key: string) => process.pass(() => redis.exists(key)),
    defineCommand(command: string, { lua }: { lua: string }) {
      const script = command.replace('halley:', '');
      const pieces = piecesOf(redis, command, () => rewrite(script, lua));
      stepped[command] = async (keyCount: number, ...rest: Argument[]) => {
        const [keys, args] = [rest.slice(0, keyCount).map(String), rest.slice(keyCount).map(String)];
        if (!isAboutUs(keys[0])) return [];
        let answer: unknown;
        for (const [i, piece] of pieces.entries()) {
          answer = await process.pass(async () => {
            const given = await piece.call(redis, keyCount, ...rest);
            if (i === pieces.length - 1 || isZero(given)) observe({ script, keys, args, answer: [given].flat() as ScriptRun['answer'] });
            return given;
          });
          if (isZero(answer)) break;
        }
        return answer;
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
    return (redis as unknown as Record<string, Call>)[`${command}:${i}`];
  });
  known.set(command, pieces);
  return pieces;
}

const isZero = (answer: unknown) => Array.isArray(answer) && answer[0] === 0;
