import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { Packr } from 'msgpackr';
import { tickOf, type Run } from './tick.js';

type Command = (keyCount: number, ...keysAndArguments: (string | Buffer)[]) => Promise<Buffer>;
type Answers<Answer> = [isFine: true, answer: Answer][] | [isFine: false, error: string][];

const messagePack = new Packr({ useRecords: false, int64AsType: 'number' });
const read = (file: string) => readFileSync(new URL(`./scripts/${file}.lua`, import.meta.url), 'utf8');

/** Half a pair of UTF-16 would come back as another string than was sent: a message with such an id could never leave its line. */
const wellFormed = (argument: string) => argument.toWellFormed();

/** A Lua script of this room: one file of `scripts/`, with what all of them share in front. */
export class Script<Answer> {
  readonly command: string;
  private readonly lua: string;

  constructor(file: string) {
    this.command = `halley:${file}`;
    this.lua = `${read('line')}\n${read('next')}\nlocal function script(KEYS, ARGV)\n${read(file)}\nend\n${read('many')}`;
  }

  /**
   * Runs it, together with its other runs of the same tick and shard where the connection goes by ticks.
   * @param keys those of a shard or of an app: who names the same first key names the same others.
   */
  run(redis: Redis, keys: readonly string[], args: string[]): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const run = { keys, args, resolve: resolve as Run['resolve'], reject };
      const tick = tickOf(redis);
      if (tick) tick.add(this, run);
      else this.callFor(redis, [run]);
    });
  }

  /** Several runs in one call. */
  callFor(redis: Redis, runs: Run[]): void {
    this.call(redis, runs).catch((error: unknown) => runs.forEach(({ reject }) => reject(error)));
  }

  private async call(redis: Redis, runs: Run[]): Promise<void> {
    const [{ keys }] = runs;
    const packed = await this.commandOf(redis).call(redis, keys.length, ...keys, messagePack.pack(runs.map(({ args }) => args.map(wellFormed))));
    const answers = messagePack.unpack(packed) as Answers<Answer>;
    runs.forEach(({ resolve, reject }, i) => {
      const [isFine, answer] = answers[i];
      if (isFine) resolve(answer);
      else reject(new Error(answer));
    });
  }

  private commandOf(redis: Redis): Command {
    const commands = redis as unknown as Record<string, Command | undefined>;
    const giving = `${this.command}Buffer`;
    if (!commands[giving]) redis.defineCommand(this.command, { lua: this.lua });
    return commands[giving]!;
  }
}
