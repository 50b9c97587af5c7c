import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { tickOf, type Run } from './tick.js';

type Argument = string | number;
type Command = (keyCount: number, ...keysAndArguments: Argument[]) => Promise<unknown>;

const read = (file: string) => readFileSync(new URL(`./scripts/${file}.lua`, import.meta.url), 'utf8');

/** A Lua script of this room: one file of `scripts/`, with what all of them share in front. */
export class Script<Answer> {
  readonly command: string;
  private readonly lua: string;
  private readonly luaForMany: string;

  constructor(file: string) {
    const script = read(file);
    this.command = `halley:${file}`;
    this.lua = `${read('line')}\n${script}`;
    this.luaForMany = `${read('line')}\nlocal function script(KEYS, ARGV)\n${script}\nend\n${read('many')}`;
  }

  /** Runs it, together with its other runs of the same tick and shard where the connection goes by ticks. */
  run(redis: Redis, keys: string[], args: Argument[]): Promise<Answer> {
    const answer = tickOf(redis)?.run(this, keys, args) ?? this.call(redis, keys, args);
    return answer as Promise<Answer>;
  }

  /** Several runs in one call; each has as many keys as the others. */
  callFor(redis: Redis, runs: Run[]): void {
    const [first] = runs;
    if (runs.length === 1) this.call(redis, first.keys, first.args).then(first.resolve, first.reject);
    else this.callForMany(redis, runs).catch((error: unknown) => runs.forEach(({ reject }) => reject(error)));
  }

  private async call(redis: Redis, keys: string[], args: Argument[]): Promise<unknown> {
    return this.defined(redis, this.command, this.lua).call(redis, keys.length, ...keys, ...args);
  }

  private async callForMany(redis: Redis, runs: Run[]): Promise<void> {
    const keys: string[] = [];
    const args: Argument[] = [runs[0].keys.length];
    for (const run of runs) {
      keys.push(...run.keys);
      args.push(run.args.length, ...run.args);
    }
    const command = this.defined(redis, `${this.command}:many`, this.luaForMany);
    const answers = (await command.call(redis, keys.length, ...keys, ...args)) as [number, unknown][];
    runs.forEach(({ resolve, reject }, i) => {
      const [isFine, answer] = answers[i];
      if (isFine) resolve(answer);
      else reject(new Error(String(answer)));
    });
  }

  private defined(redis: Redis, command: string, lua: string): Command {
    const commands = redis as unknown as Record<string, Command | undefined>;
    if (!commands[command]) redis.defineCommand(command, { lua });
    return commands[command]!;
  }
}
